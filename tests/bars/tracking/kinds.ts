/** Kinds of scenes; scenes of one kind differ by seed: in speeds, places and times. */
import type { FramePoint } from '#core/counting/polygon.ts';
import type { CountingLine } from '#core/counting/line-counter.ts';
import type { FrameBox } from '#core/geometry.ts';
import { randomFrom } from '#core/random.ts';
import { figure, type Scene, type Walk } from './scenes.ts';

const SIZE = { width: 640, height: 360 };
const FAULTS = { tremble: 0.02, missed: 0.05, invented: 0.02 };
const SECONDS = 6.67;
/** Up the picture's middle: who walks to the right comes in. */
const MIDDLE: CountingLine = {
  from: { x: SIZE.width / 2, y: SIZE.height },
  to: { x: SIZE.width / 2, y: 0 },
};
/** Across the picture. */
const LEVEL: CountingLine = { from: { x: 0, y: 220 }, to: { x: SIZE.width, y: 220 } };
/** Whoever turns round does so clear of the line: at the line itself nobody could say what is true. */
const CLEAR_PX = 40;

type Random = () => number;
const evenly = (fps: number, seconds = SECONDS) =>
  Array.from({ length: Math.round(fps * seconds) }, (_, index) => index / fps);

function sceneOf(figures: readonly Walk[], rest: Partial<Scene> = {}): Scene {
  return { size: SIZE, times: evenly(30), figures, line: MIDDLE, faults: FAULTS, ...rest };
}

/** There and back again along a line of depth, over the picture's middle or clear of it. */
function pacer(random: Random, foot: number, height: number, slowness = 1): Walk {
  const startX = 60 + random() * (SIZE.width - 120);
  const wanted = 40 + 120 * random();
  const toLine = Math.abs(MIDDLE.from.x - startX);
  const reach = Math.abs(wanted - toLine) < CLEAR_PX ? toLine + CLEAR_PX : wanted;
  const period = ((180 + 200 * random()) / 30) * slowness;
  const phase = random() * 2 * Math.PI;
  return (seconds) =>
    figure(startX + reach * Math.sin((2 * Math.PI * seconds) / period + phase), foot, height);
}

function busySquare(random: Random): Walk[] {
  return Array.from({ length: 6 }, (_, index) => pacer(random, 150 + 32 * index, 70 + 12 * index));
}

function passer(random: Random, foot: number, height: number, latest = 5): Walk {
  const start = random() * latest;
  const isLeft = random() < 0.5;
  const speed = (isLeft ? -1 : 1) * (75 + 75 * random());
  return (seconds) =>
    seconds < start
      ? undefined
      : figure((isLeft ? SIZE.width + 10 : -10) + speed * (seconds - start), foot, height);
}

/** A camera that stutters: times tremble by half a frame, and now and then some frames are missing. */
function stuttering(random: Random): number[] {
  const times: number[] = [];
  let skipped = 0;
  for (const time of evenly(30)) {
    if (skipped > 0) {
      skipped--;
      continue;
    }
    if (random() < 0.06) skipped = Math.floor(1 + 6 * random());
    times.push(Math.max((times.at(-1) ?? -1) + 0.001, time + (random() - 0.5) / 30));
  }
  return times.map((time) => time + 0.02);
}

/** Through one point at a time, straight and at one speed between. */
function along(points: readonly FramePoint[], pxPerSecond: number, height: number, start = 0): Walk {
  return (seconds) => {
    let left = (seconds - start) * pxPerSecond;
    if (left < 0) return undefined;
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      const length = Math.hypot(b.x - a.x, b.y - a.y);
      if (left <= length)
        return figure(a.x + ((b.x - a.x) * left) / length, a.y + ((b.y - a.y) * left) / length, height);
      left -= length;
    }
    return undefined;
  };
}

const atRate = (fps: number) => (random: Random) => sceneOf(busySquare(random), { times: evenly(fps) });
const withFaults = (faults: Partial<Scene['faults']>) => (random: Random) =>
  sceneOf(busySquare(random), { faults: { ...FAULTS, ...faults } });

const builders: Record<string, (random: Random) => Scene> = {
  'two cross': (random) => {
    const speeds = [90 + 30 * random(), 90 + 30 * random()];
    return sceneOf([
      (seconds) => figure(60 + speeds[0]! * seconds, 250, 110),
      (seconds) => figure(580 - speeds[1]! * seconds, 262, 120),
    ]);
  },
  'behind a pillar': (random) => {
    const speed = 90 + 45 * random();
    const pillar = 250 + 60 * random();
    return sceneOf(
      [
        (seconds) => figure(40 + speed * seconds, 240, 120),
        (seconds) => figure(600 - speed * seconds, 250, 120),
      ],
      { pillars: [{ left: pillar, top: 40, right: pillar + 45, bottom: 330 }] },
    );
  },
  'behind a wall': (random) => {
    // Hidden for one to two seconds, over the line itself.
    const speed = 80 + 30 * random();
    const left = 240 + 20 * random();
    const wall: FrameBox = { left, top: 20, right: left + speed * (1.2 + 0.8 * random()), bottom: 350 };
    return sceneOf(
      [
        (seconds) => figure(30 + speed * seconds, 200, 100),
        (seconds) => figure(610 - speed * seconds, 320, 120),
      ],
      { pillars: [wall], times: evenly(30, 7) },
    );
  },
  'come and go': (random) =>
    sceneOf(Array.from({ length: 8 }, (_, index) => passer(random, 180 + 20 * index, 80 + 8 * index))),
  'a busy square': (random) => sceneOf(busySquare(random)),
  'a crowd of 16': (random) =>
    sceneOf(
      Array.from({ length: 16 }, (_, index) =>
        random() < 0.5
          ? passer(random, 130 + 14 * index, 55 + 5 * index)
          : pacer(random, 130 + 14 * index, 55 + 5 * index),
      ),
    ),
  'at 5 fps': atRate(5),
  'at 10 fps': atRate(10),
  'at 60 fps': atRate(60),
  'at 120 fps': atRate(120),
  'a camera stutters': (random) => sceneOf(busySquare(random), { times: stuttering(random) }),
  '20 % missed': withFaults({ missed: 0.2 }),
  '30 % missed': withFaults({ missed: 0.3 }),
  'boxes tremble by 5 %': withFaults({ tremble: 0.05 }),
  'every third frame invents': withFaults({ invented: 0.33 }),
  'all faults, 10 fps': (random) =>
    sceneOf(busySquare(random), {
      times: evenly(10),
      faults: { tremble: 0.03, missed: 0.15, invented: 0.1, misnamed: 0.1 },
    }),
  'classes, some misnamed': (random) => {
    const shapes = [0.4, 2.2, 1.5, 1, 0.8];
    return sceneOf(
      shapes.map((shape, index) => {
        const walk = passer(random, 150 + 45 * index, (50 + 15 * index) / Math.sqrt(shape), 2.5);
        return (seconds) => {
          const box = walk(seconds);
          return box && figure((box.left + box.right) / 2, box.bottom, box.bottom - box.top, shape);
        };
      }),
      { classes: [0, 2, 16, 32, 1], faults: { ...FAULTS, misnamed: 0.1 } },
    );
  },
  'faster than their size': (random) => {
    // Balls of 20 to 30 pixels that go 1.2 to 2.2 times that from frame to frame.
    const balls = Array.from({ length: 4 }, (_, index) => {
      const size = 20 + 10 * random();
      const speed = size * (1.2 + random()) * 30;
      const start = 0.3 + 1.5 * index + 0.4 * random();
      const isLeft = random() < 0.5;
      const y = 70 + 80 * index;
      return (seconds: number) => {
        const way = speed * (seconds - start);
        return way < 0 || way > SIZE.width ? undefined : figure(isLeft ? SIZE.width - way : way, y, size, 1);
      };
    });
    return sceneOf(balls, { faults: { ...FAULTS, tremble: 0.05, missed: 0 } });
  },
  'turn back at the line': (random) => {
    // Each comes near and turns before it, goes over it and comes back, or does neither; slowly or fast.
    const figures = Array.from({ length: 5 }, (_, index) => {
      const height = 70 + 14 * index;
      const beyond =
        [-2.5, 2.5, -3, 4, 3][index]! * 0.1 * height + 8 * random() * Math.sign(index % 2 ? 1 : -1);
      const foot = 150 + 45 * index;
      const from = index % 2 ? 60 + 40 * random() : 540 + 40 * random();
      const turn = MIDDLE.from.x + (from < MIDDLE.from.x ? 1 : -1) * beyond;
      return along(
        [
          { x: from, y: foot },
          { x: turn, y: foot },
          { x: from, y: foot },
        ],
        90 + 40 * random(),
        height,
      );
    });
    return sceneOf(figures);
  },
  'over a level line': (random) => {
    const figures = Array.from({ length: 5 }, (_, index) => {
      const x = 80 + 120 * index + 30 * random();
      const isDown = random() < 0.5;
      const [a, b] = isDown ? [110, 345] : [345, 110];
      return along(
        [
          { x, y: a },
          { x: x + 40 * (random() - 0.5), y: b },
        ],
        55 + 30 * random(),
        80,
        random(),
      );
    });
    return sceneOf(figures, { line: LEVEL });
  },
  'round the end of a short line': (random) => {
    // Some cross it, some pass close by its end, and some go round the end and back over the line.
    const line: CountingLine = { from: { x: 320, y: 260 }, to: { x: 320, y: 120 } };
    const speed = () => 110 + 50 * random();
    return sceneOf(
      [
        along(
          [
            { x: 150, y: 100 },
            { x: 322, y: 100 },
            { x: 314, y: 60 },
            { x: 480, y: 90 },
          ],
          speed(),
          50,
        ),
        along(
          [
            { x: 500, y: 200 },
            { x: 140, y: 190 + 20 * random() },
          ],
          speed(),
          70,
          0.5 + random(),
        ),
        along(
          [
            { x: 200, y: 230 },
            { x: 316, y: 240 },
            { x: 314, y: 290 },
            { x: 345, y: 290 },
            { x: 326, y: 240 },
            { x: 420, y: 225 },
          ],
          speed(),
          90,
        ),
        along(
          [
            { x: 80, y: 340 },
            { x: 600, y: 320 },
          ],
          speed(),
          110,
          random(),
        ),
      ],
      { line },
    );
  },
  'on a 4K picture': (random) => {
    const scene = sceneOf(busySquare(random));
    const by = 3;
    const larger = ({ left, top, right, bottom }: FrameBox): FrameBox => ({
      left: left * by,
      top: top * by,
      right: right * by,
      bottom: bottom * by,
    });
    return {
      ...scene,
      size: { width: SIZE.width * by, height: SIZE.height * by },
      times: evenly(15),
      figures: scene.figures.map((walk) => (seconds) => {
        const box = walk(seconds);
        return box && larger(box);
      }),
      line: { from: { x: 960, y: 1080 }, to: { x: 960, y: 0 } },
    };
  },
};

/**
 * Where so much is hidden or missed at once, counts may be wrong in some of the scenes: whom nobody sees turn, meet and
 * change sides behind others, no box can tell. The part of the scenes that must be exact all the same.
 */
const hard: Record<string, number> = {
  'behind a wall': 0.95,
  'come and go': 0.95,
  'a crowd of 16': 0.9,
  'at 5 fps': 0.9,
  'at 10 fps': 0.95,
  'a camera stutters': 0.95,
  '30 % missed': 0.95,
  'all faults, 10 fps': 0.85,
  'turn back at the line': 0.9,
  'round the end of a short line': 0.95,
};

interface Kind {
  name: string;
  sceneOf: (seed: number) => Scene;
  /** Part of the scenes whose counts must be exact. */
  leastExact: number;
}

export const kinds: readonly Kind[] = Object.entries(builders).map(([name, build]) => ({
  name,
  sceneOf: (seed) => build(randomFrom(seed)),
  leastExact: hard[name] ?? 1,
}));
