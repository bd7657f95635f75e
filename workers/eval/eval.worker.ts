/** Hosts one evaluation: the model on the CPU, the data from memory or from files that a person dropped. */
import { EngineRegistry, type EngineModule } from '#engine/registry.ts';
import { exposeOnce } from '../expose-once.ts';
import { installThrowHandler } from '../throw-handler.ts';
import { EvaluationWorker } from './evaluation-worker.ts';

installThrowHandler();
// Figures are those of the CPU: engines agree within the tolerances of bar:agreement.
exposeOnce(
  new EvaluationWorker(
    new EngineRegistry(import.meta.glob<EngineModule>('../../src/engine/ort-wasm/engine.ts')),
  ),
);
