/** The whole way from frame to canvas, in a live session of its own, as the Studio runs it. */
import { fromErrorData, VitrineError } from '#core/errors/vitrine-error.ts';
import type { FrameReport } from '#core/frame-report.ts';
import { LiveSession } from '#session/live-session.ts';
import type { SessionState, SourceSettings } from '#session/session-state.ts';
import type { Cell } from './cells.ts';
import { hung } from './cell-end.ts';
import type { CellContext, CellFound } from './bare-cell.ts';
import { isSteady } from './measure-runs.ts';
import { summarise } from './summary.ts';

/** `clip`: what pipelines run on; without it the built-in scene. */
export async function runPipelineCell(
  cell: Cell,
  { plan, seed, file, signal, onStage }: CellContext,
  clip: File | undefined,
): Promise<CellFound> {
  // Supervised: what is lost ends the cell, and is not opened again.
  const session = new LiveSession(undefined, {
    isSupervised: true,
    index: () => Promise.resolve({ version: 1, files: [file] }),
  });
  const place = placeForCanvas();
  const watch = new Watch(session, plan.cellSeconds, signal);
  try {
    onStage('download');
    await watch.race(session.attachCanvas(place.canvas));
    await watch.race(session.setSource(sourceOf(cell, clip)));
    onStage('session');
    await watch.race(session.setModel({ ...cell, graphCapture: true }));
    const { report } = session.state.model;
    if (!report) throw new VitrineError('internal', 'The session opened no model.');
    onStage('warm-up');
    const frames = new Frames(plan.runs, () => onStage('measure'));
    const listener = ({ detail }: CustomEvent<FrameReport>) => frames.add(detail);
    session.addEventListener('frame', listener as EventListener);
    await watch.race(frames.done);
    const { gpuBufferBytes, gpuTextureBytes } = await watch.race(session.resources());
    const { period, inference, age, gpu } = frames.samples;
    const { engine, threads, precision, graphCapture, notes } = report;
    return {
      outputs: undefined,
      part: {
        conditions: { engine, threads, precision, graphCapture, notes: [...notes] },
        trained: file.trained,
        warmUp: frames.warmUp,
        inference: summarise([inference], seed),
        period: summarise([period], seed),
        age: summarise([age], seed),
        gpu: summarise([gpu], seed),
        samples: { inference, period, age, ...(gpu.length > 0 ? { gpu } : {}) },
        frames: frames.counts,
        memory: { modelBytes: file.bytes, gpuBytes: gpuBufferBytes + gpuTextureBytes },
      },
    };
  } finally {
    watch.stop();
    await session.dispose();
    place.remove();
  }
}

function sourceOf({ mode }: Cell, clip: File | undefined): SourceSettings {
  if (mode === 'live')
    return { kind: 'camera', deviceId: '', label: '', width: 1280, height: 720, frameRate: 60 };
  return clip ? { kind: 'video', file: clip, name: clip.name } : { kind: 'scene' };
}

/** A canvas that is drawn as on any page, and seen by nobody: out of view, not hidden, or nothing would be drawn. */
function placeForCanvas(): { canvas: HTMLCanvasElement; remove: () => void } {
  const place = document.createElement('div');
  const canvas = document.createElement('canvas');
  place.ariaHidden = 'true';
  Object.assign(place.style, {
    position: 'fixed',
    inset: 'auto 0 0 auto',
    opacity: '0',
    pointerEvents: 'none',
  });
  Object.assign(canvas.style, { inlineSize: '1px', blockSize: '1px' });
  place.append(canvas);
  document.body.append(place);
  return { canvas, remove: () => place.remove() };
}

/** Rejects what is waited for once the session fails, hangs or is cancelled. */
class Watch {
  readonly #end: Promise<never>;
  #reject: (error: Error) => void = () => undefined;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #session: LiveSession;
  readonly #signal: AbortSignal;

  constructor(session: LiveSession, limitSeconds: number, signal: AbortSignal) {
    this.#end = new Promise((_, reject) => (this.#reject = reject));
    this.#end.catch(() => undefined);
    this.#session = session;
    this.#signal = signal;
    this.#timer = setTimeout(() => this.#reject(hung(limitSeconds)), limitSeconds * 1000);
    session.addEventListener('statechange', this.#follow);
    signal.addEventListener('abort', this.#abort);
  }

  race<T>(work: Promise<T>): Promise<T> {
    this.#signal.throwIfAborted();
    return Promise.race([work, this.#end]);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#session.removeEventListener('statechange', this.#follow);
    this.#signal.removeEventListener('abort', this.#abort);
  }

  readonly #follow = (): void => {
    const { source, model, recovery }: SessionState = this.#session.state;
    const error = model.error ?? source.error;
    if (error) this.#reject(fromErrorData(error));
    // The Studio would open it again; a cell is over.
    else if (recovery?.includes('device was lost')) this.#reject(new VitrineError('device-lost', recovery));
  };

  readonly #abort = (): void => this.#reject(new DOMException('cancelled', 'AbortError'));
}

/** Frames of a running session: warm-up until their periods are steady, then those that count. */
class Frames {
  readonly samples = {
    period: [] as number[],
    inference: [] as number[],
    age: [] as number[],
    gpu: [] as number[],
  };
  readonly counts = { shown: 0, dropped: 0 };
  readonly warmUp = { runs: 0, ms: 0, steady: false };
  readonly done: Promise<void>;
  #resolve: () => void = () => undefined;
  readonly #warm: number[] = [];
  #first: FrameReport | undefined;
  #last: FrameReport | undefined;
  #begun: FrameReport | undefined;
  readonly #runs: CellContext['plan']['runs'];
  readonly #onMeasure: () => void;

  constructor(runs: CellContext['plan']['runs'], onMeasure: () => void) {
    this.#runs = runs;
    this.#onMeasure = onMeasure;
    this.done = new Promise((resolve) => (this.#resolve = resolve));
  }

  add(report: FrameReport): void {
    // Bare frames are shown until the model runs.
    if (report.timings.inferenceMs === 0) return;
    const last = this.#last;
    this.#last = report;
    this.#first ??= report;
    if (!last) return;
    const periodMs = report.atMs - last.atMs;
    if (!this.#begun) return this.#warmUp(report, periodMs);
    const { period, inference, age, gpu } = this.samples;
    period.push(periodMs);
    inference.push(report.timings.inferenceMs);
    age.push(report.timings.ageMs);
    if (report.timings.gpuMs !== undefined) gpu.push(report.timings.gpuMs);
    this.counts.shown = report.counts.displayed - this.#begun.counts.displayed;
    this.counts.dropped = report.counts.dropped - this.#begun.counts.dropped;
    const seconds = (report.atMs - this.#begun.atMs) / 1000;
    if (period.length >= this.#runs.atLeast && seconds >= this.#runs.seconds) this.#resolve();
  }

  #warmUp(report: FrameReport, periodMs: number): void {
    this.#warm.push(periodMs);
    const ms = report.atMs - (this.#first?.atMs ?? report.atMs);
    const steady = isSteady(this.#warm);
    if (!steady && ms < this.#runs.warmUpSeconds * 1000) return;
    Object.assign(this.warmUp, { runs: this.#warm.length, ms, steady });
    this.#begun = report;
    this.#onMeasure();
  }
}
