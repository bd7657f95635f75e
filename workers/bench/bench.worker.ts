/** Hosts every engine, each loaded only when a cell opens it: a worker lives for one cell. */
import { EngineRegistry, type EngineModule, type EngineModules } from '#engine/registry.ts';
import { exposeOnce } from '../expose-once.ts';
import { installThrowHandler } from '../throw-handler.ts';
import { BenchWorker } from './bench-worker.ts';

const modules: EngineModules = import.meta.glob<EngineModule>('../../src/engine/*/engine.ts');

installThrowHandler();
exposeOnce(new BenchWorker(new EngineRegistry(modules)));
