/** `vitrine/elements/vt-stage`: this element alone. */
import '../app/language.ts';
import '../components/notice/vt-notice.ts';
import '../components/progress/vt-progress.ts';
export { VtStage } from '../components/stage/vt-stage.ts';
export type { VtFileOpenEvent } from '../events/vt-file-open.ts';
export type { VtLookChangeEvent } from '../events/vt-look-change.ts';
export type { VtModelLoadCancelEvent } from '../events/vt-model-load-cancel.ts';
export type { VtPauseChangeEvent } from '../events/vt-pause-change.ts';
export type { VtRetryEvent } from '../events/vt-retry.ts';
export type { VtSnapshotEvent } from '../events/vt-snapshot.ts';
export type { VtSourceChangeEvent } from '../events/vt-source-change.ts';
export type { VtSourceStopEvent } from '../events/vt-source-stop.ts';
