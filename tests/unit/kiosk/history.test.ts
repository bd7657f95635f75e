import { expect, it } from 'vitest';
import { HistorySlots, SLOT_MS } from '#kiosk/history.ts';

const beat = (atMs: number, fields: object = {}) =>
  ({ atMs, upMs: atMs, front: 'live', fps: 10, p95Ms: 20, ...fields }) as const;

it('gathers beats of some minutes into one slot', () => {
  const slots = new HistorySlots();
  slots.add(beat(0));
  slots.add(beat(1_000, { fps: 20, p95Ms: 50 }));
  expect(slots.add(beat(2_000, { front: 'held', fps: undefined, p95Ms: undefined }))).toEqual({
    slot: 0,
    beats: 3,
    well: 2,
    fps: 15,
    p95Ms: 50,
    loads: 1,
  });
  expect(slots.add(beat(SLOT_MS))).toMatchObject({ slot: 1, beats: 1, loads: 0 });
});

it('counts a page that was loaded anew, and goes on with the slot of the one before', () => {
  const before = new HistorySlots();
  before.add(beat(1_000));
  const kept = before.add(beat(2_000, { fps: 30 }));
  const after = new HistorySlots().add(beat(9_000, { upMs: 100, fps: 50 }), kept);
  expect(after).toMatchObject({ slot: 0, beats: 3, well: 3, loads: 2, fps: 30 });
});

it('leaves alone a kept slot whose time is over', () => {
  const kept = new HistorySlots().add(beat(0));
  expect(new HistorySlots().add(beat(SLOT_MS), kept)).toMatchObject({ slot: 1, beats: 1 });
});
