import { describe, expect, it } from 'vitest';
import { CountSeries, countsToCsv } from '#core/counting/count-series.ts';
import type { LineRegion, ZoneRegion } from '#core/counting/regions.ts';
import { Tally } from '#core/counting/tally.ts';
import type { TrackedDetection } from '#core/tracking/box-tracker.ts';

const frame = { width: 400, height: 200 };
const line: LineRegion = {
  kind: 'line',
  id: 1,
  points: [
    { x: 0.5, y: 1 },
    { x: 0.5, y: 0 },
  ],
};
const zone: ZoneRegion = {
  kind: 'zone',
  id: 2,
  points: [
    { x: 0.5, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0.5, y: 1 },
  ],
};

/** A track whose foot is at this point of the frame. */
function standing(trackId: number, x: number, y = 100): TrackedDetection {
  return { trackId, box: { left: x - 10, top: y - 50, right: x + 10, bottom: y }, classIndex: 0, score: 0.9 };
}

function tallyOf(...regions: (LineRegion | ZoneRegion)[]): Tally {
  const tally = new Tally();
  tally.setRegions(regions);
  return tally;
}

describe('Tally', () => {
  it('counts at lines and in zones given in parts of the frame', () => {
    const tally = tallyOf(line, zone);
    tally.update([standing(1, 100)], frame, 0);
    tally.update([standing(1, 300)], frame, 40);
    expect(tally.counts).toEqual([
      { kind: 'line', id: 1, in: 1, out: 0 },
      { kind: 'zone', id: 2, now: 1, visitors: 1 },
    ]);
  });

  it('counts nobody without an identity', () => {
    const tally = tallyOf(line);
    const { trackId: _, ...nobody } = standing(1, 100);
    tally.update([nobody], frame, 0);
    tally.update([{ ...nobody, box: standing(1, 300).box }], frame, 40);
    expect(tally.counts).toEqual([{ kind: 'line', id: 1, in: 0, out: 0 }]);
  });

  it('keeps the counts of a region that stays, and starts one that was moved from nothing', () => {
    const tally = tallyOf(line, zone);
    tally.update([standing(1, 100)], frame, 0);
    tally.update([standing(1, 300)], frame, 40);
    tally.setRegions([line, { ...zone }]);
    expect(tally.counts).toMatchObject([{ in: 1 }, { visitors: 0 }]);
  });

  it('keeps counts when the frame changes its size, and takes no jump of pixels for a crossing', () => {
    const tally = tallyOf(line, zone);
    tally.update([standing(1, 100)], frame, 0);
    tally.update([standing(1, 300)], frame, 40);
    tally.update([standing(1, 600, 200)], { width: 800, height: 400 }, 80);
    expect(tally.counts).toMatchObject([
      { in: 1, out: 0 },
      { now: 1, visitors: 1 },
    ]);
    // Just before the line in the small frame, just over it in the large one.
    tally.update([standing(2, 300, 200)], { width: 800, height: 400 }, 120);
    tally.update([standing(2, 210)], frame, 160);
    expect(tally.counts).toMatchObject([{ in: 2 }, { now: 1, visitors: 2 }]);
  });

  it('takes nobody for the same once the picture has another shape', () => {
    const tally = tallyOf(line);
    tally.update([standing(1, 100)], frame, 0);
    tally.update([standing(1, 150)], { width: 200, height: 400 }, 40);
    expect(tally.counts).toMatchObject([{ in: 0, out: 0 }]);
  });

  it('counts a visitor once who comes back after minutes outside', () => {
    const tally = tallyOf(zone);
    tally.update([standing(1, 300)], frame, 0);
    for (let second = 1; second < 150; second++) tally.update([standing(1, 100)], frame, 1000 * second);
    tally.update([standing(1, 300)], frame, 150_000);
    expect(tally.counts).toMatchObject([{ now: 1, visitors: 1 }]);
  });

  it('counts in the arms of a star that crosses itself, and not in its middle', () => {
    const tip = (index: number) => ({
      x: 0.5 + 0.25 * Math.sin((index * 4 * Math.PI) / 5),
      y: 0.5 - 0.5 * Math.cos((index * 4 * Math.PI) / 5),
    });
    const tally = tallyOf({ kind: 'zone', id: 3, points: [0, 1, 2, 3, 4].map(tip) });
    tally.update([standing(1, 200, 20), standing(2, 200, 100), standing(3, 10, 10)], frame, 0);
    expect(tally.counts).toMatchObject([{ now: 1 }]);
  });

  it('takes an id after a cut for somebody else', () => {
    const tally = tallyOf(line);
    tally.update([standing(1, 100)], frame, 0);
    tally.forgetTracks();
    tally.update([standing(1, 300)], frame, 40);
    expect(tally.counts).toMatchObject([{ in: 0, out: 0 }]);
  });
});

describe('CountSeries', () => {
  it('has a row a second with mean, least and most of its frames', () => {
    const series = new CountSeries();
    for (const [atMs, shown] of [
      [1000, 2],
      [1400, 4],
      [1900, 3],
      [2100, 7],
    ] as const)
      series.add(atMs, shown, []);
    expect(series.rows).toEqual([
      { atMs: 1000, mean: 3, least: 2, most: 4, regions: [] },
      { atMs: 2000, mean: 7, least: 7, most: 7, regions: [] },
    ]);
  });

  it('never goes back in time, even where the clock does', () => {
    const series = new CountSeries();
    for (const atMs of [5000, 6000, 2500, 3500, 7000]) series.add(atMs, 1, []);
    expect(series.rows.map(({ atMs }) => atMs)).toEqual([5000, 6000, 7000]);
  });

  it('holds a day and no more, and rows share counts that did not change', () => {
    const series = new CountSeries();
    const tally = tallyOf(line, zone);
    tally.update([], frame, 0);
    for (let second = 0; second < 2 * 86_400; second++) series.add(1000 * second, 1, tally.counts);
    expect(series.rows).toHaveLength(86_400);
    expect(series.rows[0]?.atMs).toBe(86_400_000);
    expect(new Set(series.rows.map(({ regions }) => regions)).size).toBe(1);
  });

  it('becomes a table whose columns are the regions, empty where one was not there', () => {
    const series = new CountSeries();
    series.add(0, 1, [{ kind: 'line', id: 1, in: 1, out: 2 }]);
    series.add(1000, 1.5, [
      { kind: 'zone', id: 10, now: 3, visitors: 4 },
      { kind: 'zone', id: 2, now: 5, visitors: 6 },
    ]);
    expect(countsToCsv(series.rows).split('\r\n')).toEqual([
      'time,in picture,least,most,line 1 in,line 1 out,zone 2 now,zone 2 visitors,zone 10 now,zone 10 visitors',
      '1970-01-01T00:00:00.000Z,1,1,1,1,2,,,,',
      '1970-01-01T00:00:01.000Z,1.5,1.5,1.5,,,5,6,3,4',
      '',
    ]);
  });
});
