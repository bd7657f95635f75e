/** The model library's commands as functions: no console, no exit codes; progress goes to a Reporter. */
export { cardOf } from './card.ts';
export { exportCheckpoint, type CheckpointExport, type CheckpointRequest } from './export-checkpoint.ts';
export { allSubjects, select, subjectName, type Selection, type Subject } from './families.ts';
export { listModels, type ListedModel } from './list.ts';
export { prepareForStart, prepareModels, type Outcome } from './prepare-models.ts';
export type { PrepareContext } from './prepare-subject.ts';
export { silent, type Reporter, type Stage } from './reporter.ts';
export { verifyModels, type Verified } from './verify.ts';
