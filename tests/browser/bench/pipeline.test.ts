import { afterEach, describe, expect, it, vi } from 'vitest';
import { makePlan, type Mode } from '#bench/plan.ts';
import { readReport, type Result } from '#bench/report.ts';
import { runPlan, type BenchOptions } from '#bench/run.ts';
import type { ModelIndex } from '#session/model-catalog.api.ts';
import { tinyIndex } from '#tests/helpers/bench-models.ts';

// A worker and a runtime each; a frame takes half a second where the compositor is a software renderer.
vi.setConfig({ testTimeout: 180_000 });

afterEach(() => vi.restoreAllMocks());

async function runOne(mode: Mode, index: ModelIndex, options: BenchOptions = {}): Promise<Result> {
  const plan = makePlan({
    name: mode,
    models: [{ model: 'mcnn' }],
    engines: [{ engine: 'ort-wasm', threads: 1 }],
    modes: [mode],
    runs: { atLeast: 4, seconds: 0, warmUpSeconds: 0 },
    cellSeconds: 120,
  });
  const report = await runPlan(plan, { index: () => Promise.resolve(index), ...options });
  expect(readReport(JSON.stringify(report))).toEqual(report);
  return report.results[0]!;
}

function expectFrames(result: Result): void {
  expect(result).toMatchObject({ status: 'done', trained: false, conditions: { engine: 'ort-wasm' } });
  expect(result.period!.count).toBeGreaterThanOrEqual(4);
  expect(result.period!.median).toBeGreaterThan(0);
  expect(result.inference!.median).toBeGreaterThan(0);
  expect(result.age!.median).toBeGreaterThan(0);
  expect(result.agreement).toMatchObject({ agrees: true, worst: expect.any(Number) as number });
  expect(result.frames!.shown).toBeGreaterThanOrEqual(4);
  expect(document.querySelectorAll('canvas')).toHaveLength(0);
}

/** A drawing that moves, until the returned function is called. */
function movingCanvas(): { canvas: HTMLCanvasElement; stop: () => void } {
  const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 96 });
  const context = canvas.getContext('2d')!;
  const timer = setInterval(() => {
    context.fillStyle = `rgb(${Math.random() * 255} 80 80)`;
    context.fillRect(0, 0, 160, 96);
  }, 30);
  return { canvas, stop: () => clearInterval(timer) };
}

async function recordClip(): Promise<File> {
  const { canvas, stop } = movingCanvas();
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm' });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.stop();
  await stopped;
  stop();
  return new File(parts, 'clip.webm', { type: 'video/webm' });
}

describe('a pipeline cell', () => {
  it('runs the whole way on the built-in scene to a result', async () => {
    expectFrames(await runOne('pipeline', await tinyIndex([64])));
  });

  it('runs on a clip of one’s own', async () => {
    expectFrames(await runOne('pipeline', await tinyIndex([64]), { clip: await recordClip() }));
  });

  it('runs on the camera', async () => {
    const { canvas, stop } = movingCanvas();
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(canvas.captureStream(30));
    expectFrames(await runOne('live', await tinyIndex([64])));
    stop();
  });

  it('tells why where there is no camera', async () => {
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('', 'NotFoundError'));
    expect(await runOne('live', await tinyIndex([64]))).toMatchObject({
      status: 'failed',
      error: { code: 'camera-missing' },
    });
  });

  it('ends with a model whose bytes are not those that the index promises', async () => {
    const { files, ...rest } = await tinyIndex([64]);
    const broken = files.map((file) => ({ ...file, sha256: '0'.repeat(64) }));
    expect(await runOne('pipeline', { ...rest, files: broken })).toMatchObject({
      status: 'failed',
      error: { code: 'hash-mismatch' },
    });
  });
});
