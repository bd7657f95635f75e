import { expect, it } from 'vitest';
import type { Beat } from '#kiosk/beat.ts';
import { figuresOf, toOtlp, toPrometheus } from '#kiosk/figures.ts';

const beat: Beat = {
  atMs: 1_700_000_000_123,
  upMs: 61_500,
  front: 'live',
  scene: 'a"b\\c',
  part: 'visit',
  model: 'yolox-nano',
  engine: undefined,
  source: 'Camera',
  fps: 12.5,
  p95Ms: 80,
  resultAgeMs: undefined,
  beside: [],
  logTotal: 3,
};
const figures = figuresOf(
  beat,
  new Map([
    ['reloaded', 2],
    ['camera-ended', 1],
  ]),
  'abc',
);

it('writes the text format of Prometheus, each name described once, texts escaped', () => {
  const text = toPrometheus(figures);
  expect(text).toContain(
    '# HELP vitrine_kiosk_up_seconds Since the page was loaded.\n# TYPE vitrine_kiosk_up_seconds gauge\nvitrine_kiosk_up_seconds 61.5\n',
  );
  expect(text).toContain('vitrine_kiosk_inference_p95_seconds 0.08\n');
  expect(text).toContain('vitrine_kiosk_info{build="abc",scene="a\\"b\\\\c",model="yolox-nano"} 1\n');
  expect(text.match(/# TYPE vitrine_kiosk_logged gauge/g)).toHaveLength(1);
  expect(text).toContain(
    'vitrine_kiosk_logged{what="reloaded"} 2\nvitrine_kiosk_logged{what="camera-ended"} 1\n',
  );
  // What is not known is left out, not made up.
  expect(text).not.toContain('result_age');
  // Every line is a comment or `name{labels} value`.
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(
      /^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="([^"\\\n]|\\.)*",?)+\})? -?[\d.]+(e[-+]?\d+)?)$/,
    );
});

it('writes OTLP/HTTP in JSON: one metric a name, its points with attributes and nanoseconds', () => {
  const body = JSON.parse(toOtlp(figures, beat.atMs)) as {
    resourceMetrics: { scopeMetrics: { metrics: { name: string; gauge: { dataPoints: unknown[] } }[] }[] }[];
  };
  const metrics = body.resourceMetrics[0]?.scopeMetrics[0]?.metrics ?? [];
  const logged = metrics.filter(({ name }) => name === 'vitrine_kiosk_logged');
  expect(logged).toHaveLength(1);
  expect(logged[0]?.gauge.dataPoints).toEqual([
    {
      timeUnixNano: '1700000000123000000',
      asDouble: 2,
      attributes: [{ key: 'what', value: { stringValue: 'reloaded' } }],
    },
    {
      timeUnixNano: '1700000000123000000',
      asDouble: 1,
      attributes: [{ key: 'what', value: { stringValue: 'camera-ended' } }],
    },
  ]);
});

it('tells nothing of the camera or of who was seen', () => {
  expect(toPrometheus(figures)).not.toContain('Camera');
});

it('tells of pictures beside the scene’s own by their scene and source', () => {
  const door = { ...beat, scene: 'doors-2', source: 'Yard', fps: 8, front: 'held' as const };
  const text = toPrometheus(
    figuresOf({ ...beat, beside: [door, { ...door, scene: 'doors-3' }] }, new Map(), 'abc'),
  );
  expect(text).toContain('vitrine_kiosk_beside_live{picture="doors-2",source="Yard"} 0\n');
  expect(text).toContain('vitrine_kiosk_beside_results_per_second{picture="doors-3",source="Yard"} 8\n');
  expect(text.match(/# TYPE vitrine_kiosk_beside_live gauge/g)).toHaveLength(1);
});
