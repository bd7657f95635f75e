/** SVIPTR's three kinds of attention: in stripes, with reduced keys, and between all tokens. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, linearLayer } from '#export/layers.ts';
import { gelu } from '#export/ops/activation.ts';
import { add } from '#export/ops/elementwise.ts';
import { concat, reshape, split, transpose } from '#export/ops/shape.ts';
import { addPerceptron, attention, norm, toMap, toTokens, type MapSize } from './tokens.ts';

export interface Mixer {
  heads: number;
  mlpRatio: number;
}

/** CSWinBlock: half of the channels attend within columns `stripe` wide, half within rows `stripe` high. */
export function crossStripeBlock(
  x: Tensor,
  key: string,
  size: MapSize,
  { heads, mlpRatio, stripe }: Mixer & { stripe: number },
): Tensor {
  const channels = x.shape[1]!;
  const half = channels / 2;
  const joint = linearLayer(norm(x, `${key}.norm1`), `${key}.qkv`, 3 * channels);
  const [q0, q1, k0, k1, v0, v1] = split(joint, Array<number>(6).fill(half), 1);
  const columns = { windowHeight: size.height, windowWidth: stripe };
  const rows = { windowHeight: stripe, windowWidth: size.width };
  const attended = concat(
    [
      stripes([q0!, k0!, v0!], `${key}.attns.0`, size, heads / 2, columns),
      stripes([q1!, k1!, v1!], `${key}.attns.1`, size, heads / 2, rows),
    ],
    1,
  );
  return addPerceptron(add(x, linearLayer(attended, `${key}.proj`, channels)), key, mlpRatio);
}

function stripes(
  [q, k, v]: readonly [Tensor, Tensor, Tensor],
  key: string,
  { height, width }: MapSize,
  heads: number,
  { windowHeight, windowWidth }: { windowHeight: number; windowWidth: number },
): Tensor {
  const channels = q.shape[1]!;
  const [down, across] = [height / windowHeight, width / windowWidth];
  const [windows, length, depth] = [down * across, windowHeight * windowWidth, channels / heads];
  // One of the two counts is 1, so that five axes are enough: windows across, or windows down.
  const isAcross = down === 1;
  const grid = isAcross
    ? [windowHeight, across, windowWidth, heads, depth]
    : [down, windowHeight, windowWidth, heads, depth];
  const order = isAcross ? [1, 3, 0, 2, 4] : [0, 3, 1, 2, 4];
  const keysOrder = isAcross ? [1, 3, 4, 0, 2] : [0, 3, 4, 1, 2];
  const inWindows = (x: Tensor) =>
    reshape(transpose(reshape(x, grid), order), [windows, heads, length, depth]);
  const depthFirst = (x: Tensor) =>
    reshape(transpose(reshape(x, grid), keysOrder), [windows, heads, depth, length]);
  const maps = reshape(depthFirst(v), [windows, channels, windowHeight, windowWidth]);
  const layer = { out: channels, kernel: 3, pad: 1, groups: channels, bias: true };
  const local = reshape(convLayer(maps, `${key}.get_v`, layer), [windows, heads, depth, length]);
  const attended = attention(inWindows(q), depthFirst(k), inWindows(v));
  const joint = add(attended, transpose(local, [0, 1, 3, 2]));
  const spread = reshape(joint, [windows, heads, windowHeight, windowWidth, depth]);
  return reshape(transpose(spread, isAcross ? [2, 0, 3, 1, 4] : [0, 2, 3, 1, 4]), [height * width, channels]);
}

/** OSRA_Block: all tokens attend to a map that a strided convolution has made smaller. */
export function reducedBlock(
  x: Tensor,
  key: string,
  size: MapSize,
  { heads, mlpRatio, reduction }: Mixer & { reduction: number },
): Tensor {
  const channels = x.shape[1]!;
  const depth = channels / heads;
  const mixer = `${key}.token_mixer`;
  const map = toMap(norm(x, `${key}.norm1`), size);
  const perHead = (from: Tensor) => reshape(from, [1, heads, depth, -1]);
  const last = (from: Tensor) => transpose(from, [0, 1, 3, 2]);
  const q = perHead(convLayer(map, `${mixer}.q`, { out: channels, kernel: 1, bias: true }));

  const depthwise = { out: channels, groups: channels };
  const kernel = reduction + 3;
  const strided = { ...depthwise, kernel, stride: reduction, pad: Math.floor(kernel / 2) };
  const shrunk = gelu(batchNormLayer(convLayer(map, `${mixer}.sr.0.conv`, strided), `${mixer}.sr.0.bn`));
  const scaled = batchNormLayer(
    convLayer(shrunk, `${mixer}.sr.1.conv`, { ...depthwise, kernel: 1 }),
    `${mixer}.sr.1.bn`,
  );
  const local = convLayer(scaled, `${mixer}.local_conv`, { ...depthwise, kernel: 3, pad: 1, bias: true });
  const joint = convLayer(add(local, scaled), `${mixer}.kv`, { out: 2 * channels, kernel: 1, bias: true });
  const [k, v] = split(joint, [channels, channels], 1);

  const attended = last(attention(last(q), perHead(k!), last(perHead(v!))));
  const tokens = toTokens(reshape(attended, [1, channels, size.height, size.width]));
  return addPerceptron(add(x, tokens), key, mlpRatio);
}

/** MHSA_Block: all tokens attend to all. */
export function globalBlock(x: Tensor, key: string, { heads, mlpRatio }: Mixer): Tensor {
  const [length, channels] = x.shape as [number, number];
  const joint = linearLayer(norm(x, `${key}.norm1`), `${key}.mixer.qkv`, 3 * channels);
  const [q, k, v] = split(joint, [channels, channels, channels], 1);
  const perHead = (from: Tensor, order: number[]) =>
    transpose(reshape(from, [1, length, heads, channels / heads]), order);
  const attended = attention(perHead(q!, [0, 2, 1, 3]), perHead(k!, [0, 2, 3, 1]), perHead(v!, [0, 2, 1, 3]));
  const tokens = reshape(transpose(attended, [0, 2, 1, 3]), [length, channels]);
  return addPerceptron(add(x, linearLayer(tokens, `${key}.mixer.proj`, channels)), key, mlpRatio);
}
