/** Hosts onnxruntime's engines: everything live happens here, and the page's thread gets small messages only. */
import { EngineRegistry, type EngineModule, type EngineModules } from '#engine/registry.ts';
import { LiveWorker } from '../live/live-worker.ts';
import { exposeOnce } from '../expose-once.ts';
import { installThrowHandler } from '../throw-handler.ts';

const modules: EngineModules = import.meta.glob<EngineModule>('../../src/engine/ort-*/engine.ts');

installThrowHandler();
exposeOnce(new LiveWorker(new EngineRegistry(modules)));
