/**
 * `vitrine/elements`: the parts of the Studio for other pages. Importing this defines the elements; `createSession` makes
 * what they show. Colours and sizes are CSS properties (`vitrine/tokens.css`).
 *
 * ```js
 * import { createSession, completeSettings } from 'vitrine/elements';
 * const session = createSession();
 * document.querySelector('vt-stage').session = session;
 * await session.setSource({ kind: 'scene' });
 * await session.setModel(await completeSettings({ model: 'selfie-segmentation' }));
 * ```
 */
import '../app/language.ts';
import '../components/legend/vt-legend.ts';
import '../components/look-panel/vt-look-panel.ts';
import '../components/machine/vt-machine.ts';
import '../components/meter/vt-meter.ts';
import '../components/notice/vt-notice.ts';
import '../components/progress/vt-progress.ts';
import '../components/stage/vt-stage.ts';
import '../components/steps/vt-steps.ts';
import type { Task } from '#core/result.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { catalogue } from '#models/catalogue.ts';
import { LiveSession } from '#session/live-session.ts';
import { loadModelIndex } from '#session/model-index.ts';
import type { ModelSettings, Session } from '#session/session-state.ts';
import { completeModel } from '../app/choose-model.ts';

export { startLanguage, languages } from '../app/language.ts';
export { defaultLook, type Look } from '#core/look.ts';
export type { ClassLabel } from '#core/labels.ts';
export type { ResultKind, ResultSummary, Task } from '#core/result.ts';
export type {
  MeterReading,
  ModelSettings,
  Session,
  SessionState,
  SourceSettings,
} from '#session/session-state.ts';
export { catalogue, type ListedModel } from '#models/catalogue.ts';
export type { VtLegend } from '../components/legend/vt-legend.ts';
export type { VtLookPanel } from '../components/look-panel/vt-look-panel.ts';
export type { VtMachine } from '../components/machine/vt-machine.ts';
export type { VtMeter } from '../components/meter/vt-meter.ts';
export type { VtStage } from '../components/stage/vt-stage.ts';
export type { VtSteps } from '../components/steps/vt-steps.ts';

/** A session: give it to the elements, a source and a model. `dispose` ends its worker. */
export function createSession(): Session {
  return new LiveSession();
}

/**
 * Full settings from what is wanted: the rest is what this server's files and the model's defaults say. `task` chooses a
 * model where none is named. Throws VitrineError('model-missing') where the server has none that fits.
 */
export async function completeSettings(
  wanted: Partial<ModelSettings>,
  task: Task = 'matting',
): Promise<ModelSettings> {
  const { files } = await loadModelIndex();
  const named = catalogue.find(({ id }) => id === wanted.model);
  const settings = completeModel(wanted, named?.task ?? task, catalogue, files);
  if (settings) return settings;
  throw new VitrineError('model-missing', `This server has no model for ${wanted.model ?? task}`);
}

/** Kind of result and classes of a model, for `vt-stage` and `vt-legend`. */
export async function describeModel({ model, variant }: Pick<ModelSettings, 'model' | 'variant'>) {
  const { labelsOf } = await import('#models/registry.ts');
  const kind = catalogue.find(({ id }) => id === model)?.kind;
  return { kind, labels: labelsOf(model, variant) };
}
