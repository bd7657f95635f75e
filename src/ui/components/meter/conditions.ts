import { msg, str } from '@lit/localize';
import type { MeterReading, SessionState } from '#session/session-state.ts';
import { formatMs, formatSize } from '../../text/format.ts';
import { graphicsOf } from '../../text/machine-sentences.ts';
import { engineNames } from '../../text/names.ts';
import { untrainedMark } from '../../text/untrained.ts';

/** A condition that figures must be read with; `caution`: they say less than they seem to. */
export interface Condition {
  text: string;
  caution: boolean;
  /** It counts on while the model runs. */
  counts?: true;
}

/** Below this many frames caches, clocks and just-in-time compilers still settle. */
const WARM_FRAMES = 20;

/** Figures of a former model go on while another loads: the person must not take them for the new one's. */
const withoutReport: Record<SessionState['model']['status'], () => Condition> = {
  none: () => ({ text: msg('no model runs'), caution: false }),
  loading: () => ({ text: msg('a model is loading; these figures are from before it'), caution: true }),
  ready: () => ({ text: msg('the engine has told nothing of how it runs'), caution: true }),
  failed: () => ({ text: msg('the chosen model failed; these figures are without it'), caution: true }),
};

/** What stands beside the figures at all times: engine, adapter, precision, size, threads, and how warm it is. */
export function conditionsOf(
  { model, machine }: Pick<SessionState, 'model' | 'machine'>,
  { frames }: Pick<MeterReading, 'frames'>,
): Condition[] {
  const { report, settings } = model;
  if (!report) return [withoutReport[model.status]()];
  const conditions: Condition[] = [];
  const say = (text: string | undefined | false, caution = false) => {
    if (text) conditions.push({ text, caution });
  };
  const graphics = graphicsOf(report.engine, machine);
  say(engineNames[report.engine].short);
  say(graphics?.name);
  say(graphics?.software && msg('software renderer, not your GPU'), true);
  say(report.precision);
  say(settings && msg(str`input ${formatSize(settings.size)}`));
  say(report.threads > 0 && (report.threads === 1 ? msg('1 thread') : msg(str`${report.threads} threads`)));
  say(report.graphCapture && msg('captured graph'));
  say(report.roundTrip && msg('over the CPU'), true);
  say(model.file && !model.file.trained && untrainedMark(), true);
  say(msg(str`first run ${formatMs(report.firstInferenceMs)} ms`));
  const warmth =
    frames < WARM_FRAMES ? msg(str`warming up, frame ${frames}`) : msg(str`warm, last ${frames} frames`);
  return [...conditions, { text: warmth, caution: frames < WARM_FRAMES, counts: true }];
}
