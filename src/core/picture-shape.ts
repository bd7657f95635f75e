import type { InputSpec } from './io-spec.ts';
import type { Size } from './geometry.ts';

/** For an open side nobody has said anything about yet; a multiple of what networks divide by (guessed). */
const USUAL_SIDE = 256;

type Side = number | string | undefined;

/** Grey or RGB. */
export const isChannelCount = (side: Side): boolean => side === 1 || side === 3;

/**
 * What a declared shape of rank 4 says of a picture: the layout, guessed from where the channels can be (NCHW where both
 * places could hold them), and the size in pixels, a usual one for sides that are open (named or missing).
 */
export function pictureOfShape([, a, b, c]: readonly Side[]): Size & { layout: InputSpec['layout'] } {
  const layout = isChannelCount(c) && !isChannelCount(a) ? 'nhwc' : 'nchw';
  const [height, width] = layout === 'nchw' ? [b, c] : [a, b];
  const side = (declared: Side) => (typeof declared === 'number' ? declared : USUAL_SIDE);
  return { width: side(width), height: side(height), layout };
}
