/** `vitrine/elements/session`: what the elements show. Defines none of them. */
import type { Task } from '#core/result.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { catalogue } from '#models/catalogue.ts';
import { LiveSession } from '#session/live-session.ts';
import type { ModelIndex } from '#session/model-catalog.api.ts';
import { loadModelIndex } from '#session/model-index.ts';
import type { ModelSettings, Session as SilentSession, SessionEvents } from '#session/session-state.ts';
import { startWorker } from '#session/worker-host.ts';
import { completeModel } from '../app/choose-model.ts';

export { startLanguage, languages } from '../app/language.ts';
export { defaultLook, type Look } from '#core/look.ts';
export type { ClassLabel } from '#core/labels.ts';
export type { ResultKind, ResultSummary, Task } from '#core/result.ts';
export type {
  MeterReading,
  ModelSettings,
  SessionEvents,
  SessionState,
  SourceSettings,
} from '#session/session-state.ts';
export { catalogue, type ListedModel } from '#models/catalogue.ts';

/** Where a page's models lie unless it says otherwise: below its own origin. */
const MODELS = '/models/';

export interface SessionPlaces {
  /** The folder with `index.json` and the models, as seen from the page. Another origin must allow it (CORS). */
  models?: string;
}

/** A session whose events a compiler knows: `session.addEventListener('meter', ({ detail }) => …)`. */
export type Session = HeardEvents & SilentSession;

interface HeardEvents {
  addEventListener<K extends keyof SessionEvents>(
    type: K,
    listener: (event: CustomEvent<SessionEvents[K]>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** A session: give it to the elements, a source and a model. `dispose` ends its worker. */
export function createSession({ models = MODELS }: SessionPlaces = {}): Session {
  // EventTarget's own types know no event by name.
  return new LiveSession(startWorker, { index: () => indexAt(models) }) as SilentSession as Session;
}

/**
 * Full settings from what is wanted: the rest is what the files in `models` and the model's defaults say. `task` chooses
 * a model where none is named. Throws VitrineError('model-missing') where there is none that fits.
 */
export async function completeSettings(
  wanted: Partial<ModelSettings>,
  task: Task = 'matting',
  { models = MODELS }: SessionPlaces = {},
): Promise<ModelSettings> {
  const named = catalogue.find(({ id }) => id === wanted.model);
  if (wanted.model !== undefined && !named)
    throw new VitrineError('model-missing', `There is no model ${wanted.model}; catalogue lists all.`);
  const { files } = await indexAt(models);
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

/** The files there, by whole addresses: a worker knows nothing of the page's own. */
async function indexAt(models: string): Promise<ModelIndex> {
  const base = new URL(models.endsWith('/') ? models : `${models}/`, document.baseURI).href;
  const index = await loadModelIndex(base);
  const placed = <T extends { file: string }>(one: T): T => ({ ...one, file: new URL(one.file, base).href });
  return { ...index, files: index.files.map(placed), probe: index.probe && placed(index.probe) };
}
