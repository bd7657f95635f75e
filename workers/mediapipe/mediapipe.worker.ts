/** Hosts MediaPipe's engines, apart from onnxruntime: both bring a WASM runtime and threads of their own. */
import { expose } from 'comlink';
import { EngineRegistry, type EngineModule, type EngineModules } from '#engine/registry.ts';
import { LiveWorker } from '../live/live-worker.ts';
import { installThrowHandler } from '../throw-handler.ts';

const modules: EngineModules = import.meta.glob<EngineModule>('../../src/engine/mediapipe-*/engine.ts');

installThrowHandler();
expose(new LiveWorker(new EngineRegistry(modules)));
