import { describe, expect, it } from 'vitest';
import type { ResultSummary } from '#core/result.ts';
import type { Session } from '#session/session-state.ts';
import { ResultLog } from '#ui/app/result-log.ts';

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
  const log = new ResultLog(session);
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
    const lines = (await log.toJsonLines(header).text()).trimEnd().split('\n');
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
    const coco = JSON.parse(await log.toCoco(header).text()) as Record<string, unknown>;
    expect(coco['categories']).toEqual([
      { id: 1, name: 'person' },
      { id: 2, name: 'dog' },
    ]);
    expect(coco['images']).toMatchObject([
      { id: 1, file_name: 'frame-000001', width: 640, height: 480 },
      { id: 2, file_name: 'frame-000002' },
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
});
