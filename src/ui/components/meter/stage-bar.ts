import type { MeterReading } from '#session/session-state.ts';

export interface StagePart {
  id: 'capture' | 'preprocess' | 'inference' | 'decode' | 'draw';
  ms: number;
  /** Where the part begins and how wide it is, of 1. */
  start: number;
  share: number;
}

/** The stages of a frame's way, in order, as parts of their sum; none while nothing was measured. */
export function stageParts(stages: MeterReading['stages']): StagePart[] {
  const times = [
    ['capture', stages.captureMs],
    ['preprocess', stages.preprocessMs],
    ['inference', stages.inferenceMs],
    ['decode', stages.decodeMs],
    ['draw', stages.drawMs],
  ] as const;
  const total = times.reduce((sum, [, ms]) => sum + Math.max(0, ms), 0);
  if (!(total > 0)) return [];
  let start = 0;
  return times.map(([id, ms]) => {
    const share = Math.max(0, ms) / total;
    const part = { id, ms, start, share };
    start += share;
    return part;
  });
}
