/**
 * The whole way from frame to picture as most tutorials write it: the whole frame by getImageData, a new array a frame, a
 * loop over all pixels, putImageData. The yardstick beside which pipelines stand; nothing here is meant to be fast.
 */
import { isSteady } from '#bench/measure-runs.ts';
import type { Plan } from '#bench/plan.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { InputSpec, TensorView } from '#core/io-spec.ts';
import type { EngineSession } from '#engine/engine.ts';
import type { SourceHandle } from '#media/source-handle.ts';
import { FrameIntake } from '../shared/frame-intake.ts';
import type { CellStage, NaiveMeasured } from './bench.api.ts';
import { naiveTensor, naiveTint } from './naive-pixels.ts';

export interface NaiveRun {
  session: EngineSession;
  input: InputSpec;
  /** Of the model's input. */
  size: Size;
  source: SourceHandle;
  runs: Plan['runs'];
  onStage: (stage: CellStage) => void;
}

export async function runNaively(run: NaiveRun): Promise<Omit<NaiveMeasured, 'conditions'>> {
  const { session, source, runs, onStage } = run;
  let end: (error: VitrineError) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => (end = reject));
  ended.catch(() => undefined);
  const intake = new FrameIntake((error) =>
    end(new VitrineError(error?.code ?? 'camera-ended', error?.message ?? 'The source ended.')),
  );
  const paint = painter(run);
  const warm: number[] = [];
  const found = { period: [] as number[], inference: [] as number[], age: [] as number[] };
  let lastMs: number | undefined;
  let begun: { atMs: number; dropped: number } | undefined;
  const warmUp = { runs: 0, ms: 0, steady: false };
  onStage('warm-up');
  const startMs = performance.now();
  intake.attach(source);
  try {
    for (;;) {
      const { frame, capturedAtMs } = await Promise.race([intake.take(), ended]);
      let inferenceMs: number;
      try {
        inferenceMs = await paint(frame);
      } finally {
        intake.release(frame);
      }
      const now = performance.now();
      const periodMs = lastMs === undefined ? undefined : now - lastMs;
      lastMs = now;
      if (periodMs === undefined) continue;
      if (!begun) {
        warm.push(periodMs);
        const steady = isSteady(warm);
        if (!steady && now - startMs < runs.warmUpSeconds * 1000) continue;
        Object.assign(warmUp, { runs: warm.length, ms: now - startMs, steady });
        begun = { atMs: now, dropped: intake.dropped };
        onStage('measure');
        continue;
      }
      found.period.push(periodMs);
      found.inference.push(inferenceMs);
      found.age.push(now - capturedAtMs);
      if (found.period.length >= runs.atLeast && now - begun.atMs >= runs.seconds * 1000) {
        const frames = { shown: found.period.length, dropped: intake.dropped - begun.dropped };
        return { warmUp, ...found, frames };
      }
    }
  } finally {
    intake.detach();
    await session.dispose();
  }
}

/** Paints a frame with what the model says of it, and gives the milliseconds of the model's part. */
function painter({ session, input, size }: NaiveRun): (frame: VideoFrame) => Promise<number> {
  const { io } = session;
  if (io.location !== 'cpu')
    throw new VitrineError('unsupported', 'The naive pipeline wants its tensors on the CPU.');
  const [output] = io.outputs.values();
  if (!output) throw new VitrineError('bad-shape', 'The model has no output.');
  let context: OffscreenCanvasRenderingContext2D | null = null;
  return async (frame) => {
    const { displayWidth, displayHeight } = frame;
    context ??= new OffscreenCanvas(displayWidth, displayHeight).getContext('2d', {
      willReadFrequently: true,
    });
    if (!context) throw new VitrineError('unsupported', 'This browser has no 2D canvas in workers.');
    context.drawImage(frame, 0, 0, displayWidth, displayHeight);
    const picture = context.getImageData(0, 0, displayWidth, displayHeight);
    io.input.data.set(naiveTensor(picture, size, input));
    const runMs = performance.now();
    await session.run();
    const inferenceMs = performance.now() - runMs;
    const { strength, grid } = strengthOf(output, input.layout);
    naiveTint(picture, strength, grid);
    context.putImageData(picture, 0, 0);
    return inferenceMs;
  };
}

/** One number for each place of the first output: itself, or of several channels the number of the greatest. */
function strengthOf(
  { shape, data }: TensorView,
  layout: InputSpec['layout'],
): { strength: Float32Array; grid: Size } {
  const isPlanar = layout === 'nchw';
  const [channels = 1, height = 1, width = 1] = isPlanar
    ? shape.slice(1)
    : [shape[3] ?? 1, shape[1] ?? 1, shape[2] ?? 1];
  const grid = { width, height };
  if (channels === 1) return { strength: data.slice(), grid };
  const places = width * height;
  const strength = new Float32Array(places);
  for (let i = 0; i < places; i++) {
    let best = 0;
    const at = (channel: number) => data[isPlanar ? channel * places + i : i * channels + channel]!;
    for (let channel = 1; channel < channels; channel++) if (at(channel) > at(best)) best = channel;
    strength[i] = best / (channels - 1);
  }
  return { strength, grid };
}
