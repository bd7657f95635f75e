/**
 * Sizes, boxes and the three spaces they live in.
 *
 * Pixel-centre convention, once for the whole project: pixel i covers [i, i + 1) and its centre is i + 0.5, so
 * resizing maps x to (x + 0.5) · scale − 0.5 (half-pixel, `align_corners=False`). Box edges are continuous
 * coordinates in the same system and need no half-pixel shift.
 */
export interface Size {
  width: number;
  height: number;
}

/** A point in parts of the frame's width and height, 0..1 from its left and top. */
export interface UnitPoint {
  x: number;
  y: number;
}

declare const space: unique symbol;

interface Box<Space extends string> {
  readonly [space]?: Space;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A box in pixels of the source frame. */
export type FrameBox = Box<'frame'>;
/** A box in pixels of the model's input, padding included. */
export type ModelBox = Box<'model'>;

/** How a frame is laid into a model's input. */
export type Fit =
  /** Both sides scaled on their own; the aspect ratio is not kept. */
  | 'stretch'
  /** Aspect ratio kept, centred, the rest padded. */
  | 'letterbox'
  /** Aspect ratio kept, laid at the top left corner, the rest padded (YOLOX). */
  | 'letterbox-corner';

/** Where the frame lies in the model's input: modelX = frameX · scaleX + offsetX. Offsets are whole pixels. */
export interface Placement {
  frame: Size;
  model: Size;
  scaleX: number;
  scaleY: number;
  offsetX: number;
  offsetY: number;
}

/** The placement of `frame` in `model` under `fit`. */
export function place(frame: Size, model: Size, fit: Fit): Placement {
  if (fit === 'stretch') {
    const scaleX = model.width / frame.width;
    const scaleY = model.height / frame.height;
    return { frame, model, scaleX, scaleY, offsetX: 0, offsetY: 0 };
  }
  const scale = Math.min(model.width / frame.width, model.height / frame.height);
  // The scaled picture is a whole number of pixels, as in the reference letterbox implementations, and at least one.
  const width = Math.max(1, Math.round(frame.width * scale));
  const height = Math.max(1, Math.round(frame.height * scale));
  const centred = fit === 'letterbox';
  return {
    frame,
    model,
    scaleX: width / frame.width,
    scaleY: height / frame.height,
    offsetX: centred ? Math.floor((model.width - width) / 2) : 0,
    offsetY: centred ? Math.floor((model.height - height) / 2) : 0,
  };
}

/** The box in frame pixels, clipped to the frame. */
export function toFrameBox(box: ModelBox, placement: Placement): FrameBox {
  const { frame, scaleX, scaleY, offsetX, offsetY } = placement;
  const inFrame = {
    left: (box.left - offsetX) / scaleX,
    top: (box.top - offsetY) / scaleY,
    right: (box.right - offsetX) / scaleX,
    bottom: (box.bottom - offsetY) / scaleY,
  };
  return clipBox(inFrame, frame);
}

/** How many times as large the same picture is in `to`; undefined where its shape is another, as when a phone is turned. */
export function enlargement(from: Size, to: Size): number | undefined {
  const by = to.width / from.width;
  return Math.abs(to.height / from.height / by - 1) < 0.02 ? by : undefined;
}

export function scaledBox({ left, top, right, bottom }: FrameBox, by: number): FrameBox {
  return { left: by * left, top: by * top, right: by * right, bottom: by * bottom };
}

/** The part of the box within the frame; one that lies outside has no area. */
export function clipBox({ left, top, right, bottom }: FrameBox, { width, height }: Size): FrameBox {
  const clip = (value: number, limit: number) => Math.min(Math.max(value, 0), limit);
  return {
    left: clip(left, width),
    top: clip(top, height),
    right: clip(right, width),
    bottom: clip(bottom, height),
  };
}

/** Intersection over union of two boxes of one space; 0 when both are empty. */
export function iou<S extends string>(a: Box<S>, b: Box<S>): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  const union = area(a) + area(b) - intersection;
  return union > 0 ? intersection / union : 0;
}

export function area(box: Box<string>): number {
  return Math.max(0, box.right - box.left) * Math.max(0, box.bottom - box.top);
}
