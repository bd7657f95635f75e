import { describe, expect, it } from 'vitest';
import type { FrameBox } from '#core/geometry.ts';
import type { Detection } from '#core/result.ts';
import { BoxTracker } from '#core/tracking/box-tracker.ts';

const FRAME_MS = 1000 / 30;

function at(x: number, score = 0.9, classIndex = 0, width = 40): Detection {
  return { box: { left: x, top: 100, right: x + width, bottom: 200 }, score, classIndex };
}

/** The tracker's answer to the last of these frames. */
function play(frames: readonly Detection[][], tracker = new BoxTracker(), startMs = 0) {
  let answer: ReturnType<BoxTracker['update']> = [];
  frames.forEach((detections, index) => (answer = tracker.update(detections, startMs + index * FRAME_MS)));
  return answer;
}

const centre = ({ left, right }: FrameBox) => (left + right) / 2;

describe('BoxTracker', () => {
  it('keeps the id of what moves', () => {
    const frames = Array.from({ length: 30 }, (_, index) => [at(100 + 5 * index), at(500 - 5 * index)]);
    const ids = play(frames).map(({ trackId }) => trackId);
    expect(ids).toEqual([1, 2]);
  });

  it('shows at once what is there at the start, and later what was seen twice', () => {
    const tracker = new BoxTracker();
    expect(tracker.update([at(100)], 0)).toHaveLength(1);
    expect(tracker.update([at(100), at(400)], FRAME_MS)).toHaveLength(1);
    expect(tracker.update([at(100), at(400)], 2 * FRAME_MS)).toHaveLength(2);
  });

  it('takes no flash of noise for an object', () => {
    const tracker = new BoxTracker();
    tracker.update([], 0);
    tracker.update([at(400)], FRAME_MS);
    for (let frame = 2; frame < 10; frame++) expect(tracker.update([], frame * FRAME_MS)).toEqual([]);
  });

  it('holds a track by unsure detections, which never start one', () => {
    const still = Array.from({ length: 10 }, () => [at(100)]);
    const faint = Array.from({ length: 20 }, () => [at(100, 0.2), at(400, 0.4)]);
    const answer = play([...still, ...faint]);
    expect(answer.map(({ trackId, score }) => ({ trackId, score }))).toEqual([{ trackId: 1, score: 0.2 }]);
  });

  it('finds again what was hidden for half a second, where its motion leads', () => {
    const before = Array.from({ length: 30 }, (_, index) => [at(100 + 4 * index)]);
    const hidden = Array.from({ length: 15 }, () => []);
    const answer = play([...before, ...hidden, [at(100 + 4 * 45)]]);
    expect(answer[0]?.trackId).toBe(1);
  });

  it('follows a walker of whom few frames are seen, and still tells neighbours apart', () => {
    const tracker = new BoxTracker();
    // 100 px tall, so 45 px in 400 ms is a quick walk: more than the box's width, so that boxes do not even touch.
    for (let step = 0; step < 6; step++) {
      const ids = tracker
        .update([at(100 + 45 * step, 0.7), at(640 - 45 * step, 0.7)], 400 * step)
        .map(({ trackId }) => trackId);
      expect(ids).toEqual([1, 2]);
    }
    const born = new BoxTracker();
    born.update([], 0);
    born.update([at(100, 0.7)], 400);
    expect(born.update([at(145, 0.7)], 800)).toHaveLength(1);
  });

  it('completes a half hidden box only while frames come close to each other', () => {
    const half = at(100, 0.6, 0, 20);
    const width = (gapMs: number) => {
      const tracker = new BoxTracker();
      for (let frame = 0; frame < 10; frame++) tracker.update([at(100)], frame * FRAME_MS);
      const [track] = tracker.update([half], 9 * FRAME_MS + gapMs);
      return track && track.box.right - track.box.left;
    };
    expect(width(FRAME_MS)).toBeCloseTo(40);
    expect(width(800)).toBe(20);
  });

  it('gives a new id to who comes after three seconds in which nobody was seen', () => {
    const tracker = new BoxTracker();
    const empty = Array.from({ length: 90 }, () => []);
    const answer = play([[at(100)], [at(100)], ...empty, [at(100)], [at(100)]], tracker);
    expect(answer[0]?.trackId).toBe(2);
  });

  it('finds again who walked behind a van for two seconds', () => {
    const before = Array.from({ length: 30 }, (_, index) => [at(100 + 4 * index)]);
    const hidden = Array.from({ length: 60 }, () => []);
    // The box is not just where it was expected: by half of its width.
    expect(play([...before, ...hidden, [at(100 + 4 * 90 + 20)]])[0]?.trackId).toBe(1);
  });

  it('follows from its third sight what moves by more than its size from frame to frame', () => {
    const tracker = new BoxTracker();
    tracker.update([], 0);
    const ball = (frame: number): Detection => ({
      box: { left: 45 * frame, top: 50, right: 45 * frame + 25, bottom: 75 },
      score: 0.9,
      classIndex: 32,
    });
    const ids = [1, 2, 3, 4, 5, 6].map((frame) =>
      tracker.update([ball(frame)], frame * FRAME_MS).map(({ trackId }) => trackId),
    );
    expect(ids).toEqual([[], [], [1], [1], [1], [1]]);
  });

  it('takes no flashes of noise that jump about for an object', () => {
    const tracker = new BoxTracker();
    tracker.update([], 0);
    [100, 220, 90, 260, 150].forEach((x, index) =>
      expect(tracker.update([at(x)], (index + 1) * FRAME_MS)).toEqual([]),
    );
  });

  it('keeps ids between the frames of a slow model', () => {
    const tracker = new BoxTracker();
    for (let second = 0; second < 5; second++) {
      expect(tracker.update([at(100)], 1500 * second)[0]?.trackId).toBe(1);
    }
  });

  it('keeps the size of what is half hidden, and stays where it can be', () => {
    const before = Array.from({ length: 30 }, (_, index) => [at(100 + 4 * index)]);
    const tracker = new BoxTracker();
    play(before, tracker);
    // A pillar from x = 240: only the left 20 of 40 pixels are seen, 16 px further on.
    const [seen] = tracker.update([at(220, 0.5, 0, 20)], 30 * FRAME_MS);
    expect(seen && seen.box.right - seen.box.left).toBeCloseTo(40, 0);
    expect(seen?.box.left).toBeLessThanOrEqual(220);
    expect(seen?.box.right).toBeGreaterThanOrEqual(240);
  });

  it('bridges a missed frame, and no more than three', () => {
    const before = Array.from({ length: 30 }, (_, index) => [at(100 + 4 * index)]);
    const bridged = play([...before, []]);
    expect(centre(bridged[0]?.box ?? at(0).box)).toBeCloseTo(100 + 4 * 30 + 20, -0.5);
    expect(play([...before, [], [], [], []])).toEqual([]);
  });

  it('calls an object what it was called most', () => {
    const frames = Array.from({ length: 20 }, (_, index) => [at(100, 0.9, index % 4 === 3 ? 7 : 2)]);
    expect(play(frames)[0]).toMatchObject({ trackId: 1, classIndex: 2 });
  });

  it('starts anew when time goes back, and gives no id twice', () => {
    const tracker = new BoxTracker();
    tracker.update([at(100)], 5000);
    expect(tracker.update([at(100)], 0)[0]?.trackId).toBe(2);
  });

  it('takes boxes without area', () => {
    const flat = { box: { left: 5, top: 5, right: 5, bottom: 5 }, score: 0.9, classIndex: 0 };
    const answer = play([[flat], [flat], [flat]]);
    expect(answer.every(({ box }) => Object.values(box).every(Number.isFinite))).toBe(true);
  });
});
