import { describe, expect, it } from 'vitest';
import type { FaultKind } from '#kiosk/policy.ts';
import { Repairs } from '#kiosk/repairs.ts';

/** Repairs with a clock that only this moves. */
class Wall {
  readonly repairs = new Repairs();
  nowMs = 0;

  /** Results ten times a second for so long. */
  isWell(seconds: number): void {
    for (let i = 0; i <= seconds * 10; i++, this.nowMs += 100) this.repairs.sawResult(this.nowMs);
  }

  /** Plans and carries out; @returns the remedy and after how many ms it came. */
  mend(kind: FaultKind): string {
    const repair = this.repairs.plan(kind, this.nowMs);
    if (!repair) throw new Error('another repair is waiting');
    const waitMs = repair.dueMs - this.nowMs;
    this.nowMs = repair.dueMs;
    this.repairs.due(this.nowMs);
    return `${repair.remedy} ${waitMs}`;
  }
}

describe('Repairs', () => {
  it('waits longer with each repair that did not help, and at once again after one that did', () => {
    const wall = new Wall();
    const waits = Array.from({ length: 5 }, () => wall.mend('worker-stuck'));
    expect(waits).toEqual([
      'reopen-model 0',
      'reopen-model 500',
      'reopen-model 1000',
      'next-engine 2000',
      'next-engine 4000',
    ]);
    wall.isWell(20);
    expect(wall.mend('worker-stuck')).toBe('reopen-model 0');
  });

  it('keeps the shortest wait where each repair brings the picture back for a moment', () => {
    const wall = new Wall();
    const done = Array.from({ length: 6 }, () => {
      const said = wall.mend('worker-stuck');
      wall.isWell(0.3);
      return said;
    });
    expect(done).toEqual([
      'reopen-model 0',
      'reopen-model 500',
      'reopen-model 500',
      'next-engine 500',
      'next-engine 500',
      'next-engine 500',
    ]);
  });

  it('forgets faults one by one while the picture runs', () => {
    const wall = new Wall();
    for (let i = 0; i < 3; i++) wall.mend('device-lost');
    wall.isWell(3);
    // Two are left of three.
    expect(wall.mend('device-lost')).toMatch(/^recycle/);
  });

  it('takes no result for help where a fault shows again only after a while', () => {
    const wall = new Wall();
    const waits = Array.from({ length: 5 }, () => {
      const said = wall.mend('camera-frozen');
      // Until it is seen that the picture still stands.
      wall.isWell(1);
      return said;
    });
    expect(waits).toEqual([
      'reopen-source 0',
      'reopen-source 500',
      'recycle 1000',
      'recycle 2000',
      'recycle 4000',
    ]);
  });

  it('counts no time in which results are far apart', () => {
    const wall = new Wall();
    wall.mend('engine-failed');
    for (let i = 0; i < 20; i++) wall.repairs.sawResult((wall.nowMs += 5_000));
    expect(wall.mend('engine-failed')).toMatch(/^next-engine/);
  });

  it('loads the page anew where memory stays short from look to look', () => {
    const wall = new Wall();
    expect(wall.mend('memory')).toBe('recycle 0');
    wall.isWell(60);
    expect(wall.mend('memory')).toBe('reload-page 60000');
    const later = new Wall();
    later.mend('memory');
    later.isWell(700);
    expect(later.mend('memory')).toBe('recycle 0');
  });

  it('plans one repair of an area at a time, but others beside it', () => {
    const { repairs } = new Wall();
    repairs.plan('camera-ended', 0);
    expect(repairs.plan('camera-missing', 0)).toBeUndefined();
    expect(repairs.plan('device-lost', 0)).toBeDefined();
    expect(repairs.due(0).map(({ kind }) => kind)).toEqual(['camera-ended', 'device-lost']);
    expect(repairs.due(60_000)).toEqual([]);
  });

  it('does at once what waits when it may be hurried, and nothing that was dropped', () => {
    const wall = new Wall();
    for (let i = 0; i < 4; i++) wall.mend('network');
    const { dueMs } = wall.repairs.plan('network', wall.nowMs)!;
    expect(dueMs).toBeGreaterThan(wall.nowMs);
    wall.repairs.hurry('source', wall.nowMs);
    expect(wall.repairs.due(wall.nowMs)).toEqual([]);
    wall.repairs.hurry('model', wall.nowMs);
    expect(wall.repairs.due(wall.nowMs)).toHaveLength(1);
    wall.repairs.plan('network', wall.nowMs);
    wall.repairs.drop();
    expect(wall.repairs.due(Infinity)).toEqual([]);
  });
});
