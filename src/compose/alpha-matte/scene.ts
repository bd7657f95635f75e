import type { Look } from '#core/look.ts';
import { blurLayer, edgeLayer, wholeWeight, type AlphaLevels, type LayerSpec } from '#core/matte-layers.ts';
import { matteGrid, refineGrid, REFINED_LEVELS, type RefineGrid } from '#core/matte-refine.ts';
import { mapWindow, type MapWindow } from '#core/map-window.ts';
import type { Placement, Size } from '#core/geometry.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** Chroma-key green as studios paint it (#00b140). */
const GREEN: Rgb = [0, 177, 64];
/** Over the person where the background stays. */
const TINT: Rgb = [0, 194, 168];
/** Behind the person while no picture has been chosen. */
const NO_PICTURE: Rgb = [32, 34, 37];

/** An unrefined matte is taken as it is, but for the last percents that a sigmoid never reaches. */
const PLAIN_LEVELS: AlphaLevels = { low: 0.02, high: 0.98 };

/** Blurs below this are none (frame pixels). */
const LEAST_BLUR_PX = 0.5;

/** What a look asks for, the same for the GPU and the CPU. */
export interface Scene {
  window: MapWindow;
  grid: RefineGrid;
  levels: AlphaLevels;
  backdrop:
    | { kind: 'tint'; colour: Rgb; opacity: number }
    | { kind: 'colour'; colour: Rgb }
    | { kind: 'layer'; spec: LayerSpec }
    | { kind: 'image' }
    | { kind: 'matte' };
  /** The layers to purify half-transparent pixels with; undefined where that is off or has no use. */
  edge: { person: LayerSpec; background: LayerSpec } | undefined;
  /** Light of the backdrop on the person: `strength` is a factor for the layer's blurred opacity. */
  light: { layer: LayerSpec; strength: number } | undefined;
}

export function sceneOf(look: Look, placement: Placement, map: Size, hasPicture: boolean): Scene {
  const window = mapWindow(placement, map);
  const backdrop = backdropOf(look, hasPicture);
  const isReplaced = backdrop.kind !== 'tint' && backdrop.kind !== 'matte';
  const background = edgeLayer('background', placement.frame);
  return {
    window,
    grid: look.refine ? refineGrid(window) : matteGrid(window, 1),
    levels: look.refine ? REFINED_LEVELS : PLAIN_LEVELS,
    backdrop,
    edge:
      look.decontaminate && isReplaced
        ? { person: edgeLayer('person', placement.frame), background }
        : undefined,
    light:
      look.lightWrap > 0 && isReplaced
        ? { layer: background, strength: look.lightWrap / wholeWeight(background.sigma) }
        : undefined,
  };
}

function backdropOf(look: Look, hasPicture: boolean): Scene['backdrop'] {
  switch (look.background) {
    case 'none':
      return { kind: 'tint', colour: TINT, opacity: look.opacity };
    case 'green':
      return { kind: 'colour', colour: GREEN };
    case 'blur':
      // Without a blur the frame stays as it is.
      if (look.blurRadiusPx < LEAST_BLUR_PX) return { kind: 'tint', colour: TINT, opacity: 0 };
      return { kind: 'layer', spec: blurLayer(look.blurRadiusPx) };
    case 'image':
      return hasPicture ? { kind: 'image' } : { kind: 'colour', colour: NO_PICTURE };
    case 'matte':
      return { kind: 'matte' };
  }
}
