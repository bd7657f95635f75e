import { describe, expect, it } from 'vitest';
import type { ClassLabel } from '#core/labels.ts';
import type { ResultSummary } from '#core/result.ts';
import { peopleAmong, seesPeople } from '#kiosk/presence.ts';

const label = (name: string): ClassLabel => ({ name, colour: [0, 0, 0] }) as unknown as ClassLabel;
const labels = ['road', 'Person', 'car', 'rider', 'Pedestrian', 'persona'].map(label);
const people = peopleAmong(labels);
const least = { people: 2, share: 0.05 };

const detection = (classIndex: number) => ({ classIndex, score: 0.9, box: {} });
const boxes = (...classes: number[]) =>
  ({ kind: 'boxes', detections: classes.map(detection) }) as unknown as ResultSummary;
const labelMap = (shares: number[]) => ({ kind: 'label-map', shares }) as unknown as ResultSummary;
const of = (summary: object) => summary as ResultSummary;

describe('peopleAmong', () => {
  it('finds classes that are human beings, however they are written, and no others', () => {
    expect([...people]).toEqual([1, 3, 4]);
    expect(peopleAmong([]).size).toBe(0);
  });
});

describe('seesPeople', () => {
  it('counts boxes of people only', () => {
    expect(seesPeople(boxes(1, 3), people, least)).toBe(true);
    expect(seesPeople(boxes(1, 2, 2, 0), people, least)).toBe(false);
    expect(seesPeople(boxes(), people, least)).toBe(false);
  });

  it('sums the shares of all classes of people', () => {
    expect(seesPeople(labelMap([0.9, 0.03, 0.05, 0.02, 0]), people, least)).toBe(true);
    expect(seesPeople(labelMap([0.9, 0.03, 0.06, 0.01, 0]), people, least)).toBe(false);
    // A map may have fewer classes than the labels.
    expect(seesPeople(labelMap([1]), people, least)).toBe(false);
  });

  it('takes a matte for somebody where it covers enough', () => {
    expect(seesPeople(of({ kind: 'alpha-matte', coverage: 0.05 }), people, least)).toBe(true);
    expect(seesPeople(of({ kind: 'alpha-matte', coverage: 0.0499 }), people, least)).toBe(false);
  });

  it('rounds a density: 1.5 heads are two, 1.4 are one', () => {
    expect(seesPeople(of({ kind: 'density-map', count: 1.5 }), people, least)).toBe(true);
    expect(seesPeople(of({ kind: 'density-map', count: 1.4 }), people, least)).toBe(false);
  });

  it.each(['classes', 'picture', 'text'])('sees nobody in a result of kind %s', (kind) => {
    expect(seesPeople(of({ kind }), people, { people: 1, share: 0.001 })).toBe(false);
  });
});
