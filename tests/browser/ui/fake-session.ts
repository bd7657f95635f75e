/** A session without media and worker: tests say what it holds and see what it was told. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { UnitPoint } from '#core/geometry.ts';
import type { Look } from '#core/look.ts';
import type { NodePlacement } from '#core/node-placement.ts';
import type { FrameReport } from '#core/frame-report.ts';
import type { ResultSummary } from '#core/result.ts';
import { emptyReading, idleState } from '#ui/app/lazy-session.ts';
import type {
  MeterReading,
  ModelSettings,
  Session,
  SessionState,
  SourceSettings,
} from '#session/session-state.ts';

export class FakeSession extends EventTarget implements Session {
  state: SessionState = idleState;
  reading: MeterReading = emptyReading;
  /** Of the source; none unless a test gives some. */
  sound = (): Promise<MediaStreamTrack[]> => Promise.reject(new VitrineError('silent-file', 'no sound'));
  /** The class at a point. */
  classes: ((point: UnitPoint) => number) | undefined;
  /** Every call, oldest first: name and arguments. */
  readonly calls: [name: string, ...args: unknown[]][] = [];

  /** Changes the state and says so. */
  become(change: Partial<SessionState>): void {
    this.state = { ...this.state, ...change };
    this.dispatchEvent(new CustomEvent('statechange', { detail: this.state }));
  }

  measure(reading: Partial<MeterReading>): void {
    this.reading = { ...this.reading, ...reading };
    this.dispatchEvent(new CustomEvent('meter', { detail: this.reading }));
  }

  show(summary: ResultSummary | undefined): void {
    const detail: FrameReport = {
      atMs: performance.now(),
      timestampUs: Math.round(performance.now() * 1000),
      frame: { width: 640, height: 480 },
      timings: { captureMs: 1, preprocessMs: 1, inferenceMs: 20, decodeMs: 1, drawMs: 1, ageMs: 24 },
      counts: { captured: 1, inferred: 1, displayed: 1, dropped: 0 },
      summary,
    };
    this.dispatchEvent(new CustomEvent('frame', { detail }));
  }

  called(name: string): unknown[][] {
    return this.calls.filter(([called]) => called === name).map(([, ...args]) => args);
  }

  attachCanvas(canvas: HTMLCanvasElement) {
    return this.note('attachCanvas', canvas);
  }
  setSource(settings: SourceSettings) {
    return this.note('setSource', settings);
  }
  stopSource() {
    return this.note('stopSource');
  }
  setModel(settings: ModelSettings) {
    return this.note('setModel', settings);
  }
  cancelModel() {
    void this.note('cancelModel');
  }
  closeModel() {
    return this.note('closeModel');
  }
  setLook(look: Look) {
    void this.note('setLook', look);
  }
  setMaps(wanted: boolean) {
    void this.note('setMaps', wanted);
  }
  classAt(point: UnitPoint): Promise<number | undefined> {
    this.calls.push(['classAt', point]);
    return Promise.resolve(this.classes?.(point));
  }
  setBackground(image: Blob | undefined) {
    return this.note('setBackground', image);
  }
  setPaused(paused: boolean) {
    void this.note('setPaused', paused);
  }
  async step(by: 1 | -1): Promise<number | undefined> {
    await this.note('step', by);
    return this.calls.length;
  }
  openSound(): Promise<MediaStreamTrack[]> {
    this.calls.push(['openSound']);
    return this.sound();
  }
  snapshot() {
    this.calls.push(['snapshot']);
    return Promise.resolve(new Blob([], { type: 'image/png' }));
  }
  resources() {
    return Promise.resolve({
      gpuBuffers: 0,
      gpuBufferBytes: 0,
      gpuTextures: 0,
      gpuTextureBytes: 0,
      openFrames: 0,
    });
  }
  placement(): Promise<readonly NodePlacement[]> {
    return Promise.resolve<NodePlacement[]>([
      { provider: 'CPUExecutionProvider', nodes: 2, operators: { TopK: 1, GatherND: 1 } },
      { provider: 'WebGpuExecutionProvider', nodes: 40, operators: { Conv: 40 } },
    ]);
  }
  loseDevice() {
    return this.note('loseDevice');
  }
  dispose() {
    return this.note('dispose');
  }

  private note(name: string, ...args: unknown[]): Promise<void> {
    this.calls.push([name, ...args]);
    return Promise.resolve();
  }
}
