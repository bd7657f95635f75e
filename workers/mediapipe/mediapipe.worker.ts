/** Hosts MediaPipe's engines, apart from onnxruntime: both bring a WASM runtime and threads of their own. */
import { EngineRegistry, type EngineModule, type EngineModules } from '#engine/registry.ts';
import { LiveWorker } from '../live/live-worker.ts';
import { exposeOnce } from '../expose-once.ts';
import { installThrowHandler } from '../throw-handler.ts';

const modules: EngineModules = import.meta.glob<EngineModule>('../../src/engine/mediapipe-*/engine.ts');

installThrowHandler();
exposeOnce(new LiveWorker(new EngineRegistry(modules)));
