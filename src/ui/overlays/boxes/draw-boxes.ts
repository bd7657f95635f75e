/** Boxes as they are drawn: pure placement first, so that it can be tested, then the strokes. */
import type { ClassLabel } from '#core/labels.ts';
import type { Detection } from '#core/result.ts';
import { className } from '../../text/describe-result.ts';
import type { OverlayInput, Viewport } from '../overlay.ts';

/** A box with its label in CSS pixels of the stage. */
export interface PlacedBox {
  left: number;
  top: number;
  width: number;
  height: number;
  colour: string;
  text: string;
  textColour: string;
  label: Viewport;
}

export const NEUTRAL: ClassLabel['colour'] = [240, 240, 240];

/** The measures of a label's text, in the pixels that are drawn to. */
export interface LabelFont {
  heightPx: number;
  /** Between the label's edge and its text. */
  paddingPx: number;
  measure: (text: string) => number;
}

/** Places boxes with labels kept inside the picture; the surest are last, so that they lie on top. */
export function placeBoxes(
  { summary, frame, labels, look, viewport }: OverlayInput<'boxes'>,
  font: LabelFont,
): PlacedBox[] {
  const scaleX = viewport.width / frame.width;
  const scaleY = viewport.height / frame.height;
  return shownOf(summary, look)
    .sort((a, b) => a.score - b.score)
    .map(({ box, classIndex, score, trackId }) => {
      const startX = look.mirror ? frame.width - box.right : box.left;
      const left = viewport.left + startX * scaleX;
      const top = viewport.top + box.top * scaleY;
      const colour = labels[classIndex]?.colour ?? NEUTRAL;
      const number = trackId === undefined ? '' : `#${trackId} `;
      const text = `${number}${className(labels, classIndex)} ${Math.round(score * 100)}`;
      return {
        left,
        top,
        width: (box.right - box.left) * scaleX,
        height: (box.bottom - box.top) * scaleY,
        colour: `rgb(${colour.join(' ')})`,
        text,
        textColour: isLight(colour) ? '#000' : '#fff',
        label: placeLabel(left, top, font.measure(text) + 2 * font.paddingPx, font.heightPx, viewport),
      };
    });
}

/** What the look shows; an object that is followed is shown however unsure the newest frame is of it. */
export function shownOf(
  { detections }: OverlayInput<'boxes'>['summary'],
  look: OverlayInput['look'],
): Detection[] {
  return detections.filter(
    ({ score, classIndex, trackId }) =>
      (trackId !== undefined || score >= look.scoreThreshold) && !look.hiddenClasses.includes(classIndex),
  );
}

/** Above the box where there is room, else inside it; never beyond the picture's sides. */
function placeLabel(left: number, top: number, width: number, height: number, picture: Viewport): Viewport {
  const above = top - height;
  const limit = picture.left + picture.width - width;
  return {
    left: Math.max(picture.left, Math.min(left, limit)),
    top: above >= picture.top ? above : top,
    width,
    height,
  };
}

/**
 * Whether black text reads better than white on this colour: relative luminance (WCAG 2.2) above 0.179, where the
 * contrast with both is equal.
 */
export function isLight([red, green, blue]: ClassLabel['colour']): boolean {
  const linear = (channel: number) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > 0.179;
}

/** Strokes boxes and labels; `scale` is 1 on screen and larger in a saved picture. */
export function strokeBoxes(
  context: CanvasRenderingContext2D,
  boxes: readonly PlacedBox[],
  font: LabelFont,
  scale: number,
): void {
  // Thinner than two pixels a line would be grey.
  const lineWidth = 2 * Math.max(1, scale);
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const box of boxes) {
    // A dark line below the coloured one keeps the box visible on any picture.
    context.strokeStyle = 'rgb(0 0 0 / 0.55)';
    context.lineWidth = 2 * lineWidth;
    context.strokeRect(box.left, box.top, box.width, box.height);
    context.strokeStyle = box.colour;
    context.lineWidth = lineWidth;
    context.strokeRect(box.left, box.top, box.width, box.height);
    const { label } = box;
    context.fillStyle = box.colour;
    context.fillRect(label.left, label.top, label.width, label.height);
    context.fillStyle = box.textColour;
    context.fillText(box.text, label.left + font.paddingPx, label.top + label.height / 2);
  }
}
