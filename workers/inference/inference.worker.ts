/** Hosts onnxruntime's engines: everything live happens here, and the page's thread gets small messages only. */
import { expose } from 'comlink';
import { EngineRegistry, type EngineModule, type EngineModules } from '#engine/registry.ts';
import { LiveWorker } from '../live/live-worker.ts';
import { installThrowHandler } from '../throw-handler.ts';

const modules: EngineModules = import.meta.glob<EngineModule>('../../src/engine/ort-*/engine.ts');

installThrowHandler();
expose(new LiveWorker(new EngineRegistry(modules)));
