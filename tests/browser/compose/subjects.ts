/** Models of each kind of result, with outputs made up for them. */
import type { ComposerModel } from '#compose/composer.ts';
import type { Fit } from '#core/geometry.ts';
import type { ResultKind } from '#core/result.ts';
import { noiseFloats } from '../gpu/fixture.ts';

export interface Subject {
  kind: ResultKind;
  model: ComposerModel;
  fit: Fit;
  /** Output values of frame `n`. */
  data: (n: number) => Float32Array;
}

export const input = { width: 128, height: 96 };
const labels = Array.from({ length: 4 }, (_, i) => ({
  name: `${i}`,
  colour: [i * 80, 255 - i * 60, 128] as const,
}));
const none = { labels, nms: 'none' as const };

/** Smooth blobs that move with `n`, one value a cell of `width` x `height`, in 0..1. */
function blobs(width: number, height: number, n: number): Float32Array {
  return Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [((i % width) + 0.5) / width, (Math.floor(i / width) + 0.5) / height];
    return 1 / (1 + Math.exp((Math.hypot(x - 0.5 - n * 0.02, y - 0.5) - 0.3) * 25));
  });
}

export const subjects: Record<string, Subject> = {
  'label-map': {
    kind: 'label-map',
    fit: 'letterbox',
    model: {
      ...none,
      outputs: [{ meaning: 'class-logits', name: 'y', layout: 'nchw', classes: 4 }],
      shapes: new Map([['y', [1, 4, 24, 32]]]),
    },
    data: (n) => noiseFloats(4 * 24 * 32, -3, 3, n + 1),
  },
  'alpha-matte': {
    kind: 'alpha-matte',
    fit: 'stretch',
    model: {
      ...none,
      outputs: [{ meaning: 'alpha', name: 'y', layout: 'nhwc', channels: 1, channel: 0, activation: 'none' }],
      shapes: new Map([['y', [1, 96, 128, 1]]]),
    },
    data: (n) => blobs(128, 96, n),
  },
  'alpha-matte in a letterbox': {
    kind: 'alpha-matte',
    fit: 'letterbox',
    model: {
      ...none,
      outputs: [
        { meaning: 'alpha', name: 'y', layout: 'nchw', channels: 2, channel: 1, activation: 'softmax' },
      ],
      shapes: new Map([['y', [1, 2, 24, 32]]]),
    },
    data: (n) =>
      Float32Array.from([...new Float32Array(768), ...blobs(32, 24, n).map((value) => value * 20 - 10)]),
  },
  'density-map': {
    kind: 'density-map',
    fit: 'letterbox-corner',
    model: {
      ...none,
      outputs: [{ meaning: 'density', name: 'y', layout: 'nchw' }],
      shapes: new Map([['y', [1, 1, 24, 32]]]),
    },
    data: (n) => noiseFloats(24 * 32, -0.05, 0.4, n + 1).map((value) => value ** 3),
  },
  classes: {
    kind: 'classes',
    fit: 'stretch',
    model: {
      ...none,
      outputs: [{ meaning: 'class-scores', name: 'y', classes: 40, activation: 'softmax' }],
      shapes: new Map([['y', [1, 40]]]),
    },
    data: (n) => noiseFloats(40, -3, 3, n + 1),
  },
  text: {
    kind: 'text',
    fit: 'stretch',
    model: {
      ...none,
      outputs: [{ meaning: 'text-logits', name: 'y', alphabet: 'abc', band: { top: 0.25, bottom: 0.5 } }],
      shapes: new Map([['y', [1, 12, 4]]]),
    },
    data: (n) => noiseFloats(12 * 4, -3, 3, n + 1),
  },
  picture: {
    kind: 'picture',
    fit: 'letterbox',
    model: {
      ...none,
      outputs: [{ meaning: 'picture', name: 'y', layout: 'nchw' }],
      shapes: new Map([['y', [1, 3, 24, 32]]]),
    },
    data: (n) => noiseFloats(3 * 24 * 32, -0.1, 1.1, n + 1),
  },
  'picture in pixels': {
    kind: 'picture',
    fit: 'stretch',
    model: {
      ...none,
      outputs: [{ meaning: 'picture', name: 'y', layout: 'nhwc' }],
      shapes: new Map([['y', [1, 24, 32, 3]]]),
    },
    data: (n) => noiseFloats(3 * 24 * 32, 0, 1, n + 1),
  },
};
