import type { Placement } from '#core/geometry.ts';
import { placedSize } from '#core/preprocess.ts';

/** The struct `Placement` of resize-normalize.wgsl and argmax-upsample.wgsl, for `Uniforms`. */
export const placementLayout = {
  modelWidth: 'u32',
  modelHeight: 'u32',
  placedWidth: 'u32',
  placedHeight: 'u32',
  offsetX: 'u32',
  offsetY: 'u32',
} as const;

export function placementValues(placement: Placement): Record<keyof typeof placementLayout, number> {
  const { model, offsetX, offsetY } = placement;
  const placed = placedSize(placement);
  return {
    modelWidth: model.width,
    modelHeight: model.height,
    placedWidth: placed.width,
    placedHeight: placed.height,
    offsetX,
    offsetY,
  };
}
