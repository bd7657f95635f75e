import type { Size } from './geometry.ts';

/** A picture that is drawn into: sRGB bytes R G B A, row by row; an ImageData is one. Stores round to nearest. */
export interface Picture extends Size {
  data: Uint8ClampedArray;
}
