import { describe, expect, it } from 'vitest';
import type { ResultSummary } from '#core/result.ts';
import type { Session } from '#session/session-state.ts';
import { ResultLog, type LogHeader } from '#ui/app/result-log.ts';

const header = {
  model: 'box-net',
  variant: 'base',
  source: 'scene',
  labels: [
    { name: 'person', colour: [255, 0, 0] as const },
    { name: 'dog', colour: [0, 255, 0] as const },
  ],
};
const detections = [
  { box: { left: 10, top: 20, right: 40, bottom: 80 }, classIndex: 1, score: 0.5, trackId: 7 },
  { box: { left: 0, top: 0, right: 4, bottom: 5 }, classIndex: 0, score: 0.25 },
];

function logOf(...summaries: (ResultSummary | undefined)[]): ResultLog {
  const session = new EventTarget() as Session;
  const log = new ResultLog(session, () => header);
  for (const [index, summary] of summaries.entries()) {
    const detail = { atMs: 1000, timestampUs: index * 40_000, frame: { width: 640, height: 480 }, summary };
    session.dispatchEvent(new CustomEvent('frame', { detail }));
  }
  log.stop();
  session.dispatchEvent(new CustomEvent('frame', { detail: { atMs: 0, summary: { kind: 'boxes' } } }));
  return log;
}

describe('ResultLog', () => {
  it('writes a header and a line a frame, and no bare frames', async () => {
    const log = logOf({ kind: 'density-map', count: 3.5 }, undefined);
    const lines = (await log.toJsonLines().text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        format: 'vitrine-results',
        version: 1,
        model: 'box-net',
        variant: 'base',
        source: 'scene',
        classes: ['person', 'dog'],
      },
      {
        at: '1970-01-01T00:00:01.000Z',
        time_s: 0,
        frame: { width: 640, height: 480 },
        result: { kind: 'density-map', count: 3.5 },
      },
    ]);
  });

  it('writes boxes as COCO does: corner and size, categories from 1, ids that point to each other', async () => {
    const log = logOf({ kind: 'boxes', detections: [] }, { kind: 'boxes', detections });
    const coco = JSON.parse(await log.toCoco().text()) as Record<string, unknown>;
    expect(coco['categories']).toEqual([
      { id: 1, name: 'person' },
      { id: 2, name: 'dog' },
    ]);
    expect(coco['images']).toMatchObject([
      { id: 1, file_name: 'frame-000001', width: 640, height: 480, time_s: 0 },
      { id: 2, file_name: 'frame-000002', time_s: 0.04 },
    ]);
    expect(coco['annotations']).toEqual([
      {
        id: 1,
        image_id: 2,
        category_id: 2,
        bbox: [10, 20, 30, 60],
        area: 1800,
        iscrowd: 0,
        score: 0.5,
        track_id: 7,
      },
      { id: 2, image_id: 2, category_id: 1, bbox: [0, 0, 4, 5], area: 20, iscrowd: 0, score: 0.25 },
    ]);
  });

  it('keeps results of a model that was changed meanwhile apart, and none of a model that is not there yet', async () => {
    const session = new EventTarget() as Session;
    let now: LogHeader | undefined = header;
    const log = new ResultLog(session, () => now);
    const show = (timestampUs: number) => {
      const summary = { kind: 'boxes', detections: [detections[1]] };
      const detail = { atMs: 0, timestampUs, frame: { width: 640, height: 480 }, summary };
      session.dispatchEvent(new CustomEvent('frame', { detail }));
    };
    show(0);
    now = undefined;
    show(1);
    now = { ...header, model: 'other-net', labels: [...header.labels].reverse() };
    show(2);
    const lines = (await log.toJsonLines().text()).trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line) as { model?: string; time_s?: number });
    expect(told.map(({ model, time_s }) => model ?? time_s)).toEqual(['box-net', 0, 'other-net', 2e-6]);
    const coco = JSON.parse(await log.toCoco().text()) as { annotations: { category_id: number }[] };
    expect(coco.annotations.map(({ category_id }) => category_id)).toEqual([1, 2]);
  });

  it('cuts boxes at the border of the picture, and leaves out those beyond it', async () => {
    const box = { left: -10, top: 470, right: 20, bottom: 500 };
    const beyond = { left: 700, top: 0, right: 720, bottom: 10 };
    const found = [box, beyond].map((one) => ({ box: one, classIndex: 0, score: 0.5 }));
    const coco = JSON.parse(await logOf({ kind: 'boxes', detections: found }).toCoco().text()) as {
      annotations: { bbox: number[]; area: number }[];
    };
    expect(coco.annotations).toMatchObject([{ bbox: [0, 470, 20, 10], area: 200 }]);
  });

  it('writes files that say whose results they would be where nothing was found', async () => {
    const coco = JSON.parse(await logOf().toCoco().text()) as Record<string, unknown>;
    expect(coco).toMatchObject({ images: [], annotations: [], categories: [{ id: 1 }, { id: 2 }] });
    expect(JSON.parse(await logOf(undefined).toJsonLines().text())).toMatchObject({ model: 'box-net' });
  });
});
