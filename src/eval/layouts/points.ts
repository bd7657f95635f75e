/**
 * Crowds with `points.json` beside them: by the picture's path from there, `points` ([x, y] of heads, in pixels) and, for a
 * check, `count`.
 */
import * as v from 'valibot';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Layout, Sample } from '../labelled-data.ts';
import { readJsonFile } from '../read-json.ts';

const POINTS = /(^|\/)points\.json$/;
const coordinate = v.pipe(v.number(), v.finite());
const schema = v.record(
  v.string(),
  v.object({ count: v.optional(v.number()), points: v.array(v.tuple([coordinate, coordinate])) }),
);

export const layout: Layout = {
  description: 'crowds with a points.json: {"a.jpg": {"points": [[x, y], …]}, …}',
  isLaidOut: (files) => files.some((path) => POINTS.test(path)),
  async open(folder) {
    const file = folder.files.find((path) => POINTS.test(path));
    if (file === undefined) throw new VitrineError('bad-file', 'points: points.json is missing');
    const content = readJsonFile(file, await folder.read(file), schema);
    const base = file.slice(0, -'points.json'.length);
    const there = new Set(folder.files);
    const samples = Object.entries(content).map(([name, { count, points }]): Sample => {
      const path = base + name;
      if (!there.has(path)) throw new VitrineError('bad-file', `${file} names ${name}, which is not there`);
      if (count !== undefined && count !== points.length) {
        throw new VitrineError(
          'bad-file',
          `${file}: ${name} has ${points.length} points and a count of ${count}`,
        );
      }
      const truth = { kind: 'density-map' as const, points: points.map(([x, y]) => ({ x, y })) };
      return { name: path, load: async () => ({ picture: await folder.picture(path), truth }) };
    });
    return {
      kind: 'density-map',
      layout: 'points',
      classes: [],
      samples: samples.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      notes: [],
    };
  },
};
