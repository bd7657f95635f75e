import type { Detection } from '#core/result.ts';
import { differenceMap, unmatchedBoxes } from '#eval/result-difference.ts';
import type { Comparison } from '#session/session-pair.ts';

/** Seen on any picture, and told apart by people who see few colours: by lightness and by dashes. */
const DIFFERS = [255, 0, 200] as const;
const ONLY_A = '#ffd000';
const ONLY_B = '#00b7ff';

/** Paints where two results differ over the whole of the canvas, whose size is the frame's. Cleared elsewhere. */
export function drawDifference(canvas: HTMLCanvasElement, { a, b }: Comparison, mirror: boolean): void {
  const { width, height } = a.frame;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) return;
  context.resetTransform();
  context.clearRect(0, 0, width, height);
  if (mirror) context.setTransform(-1, 0, 0, 1, width, 0);
  drawMap(context, { a, b });
  const { onlyA, onlyB } = unmatchedBoxes(a, b);
  drawBoxes(context, onlyA, ONLY_A, []);
  drawBoxes(context, onlyB, ONLY_B, [width / 60, width / 90]);
}

function drawMap(context: CanvasRenderingContext2D, { a, b }: Pick<Comparison, 'a' | 'b'>): void {
  const map = differenceMap(a, b);
  if (!map) return;
  const image = new ImageData(map.width, map.height);
  for (let i = 0; i < map.values.length; i++) {
    image.data.set(DIFFERS, i * 4);
    image.data[i * 4 + 3] = 230 * map.values[i]!;
  }
  const cells = new OffscreenCanvas(map.width, map.height);
  cells.getContext('2d')?.putImageData(image, 0, 0);
  const { width, height } = a.frame;
  context.imageSmoothingEnabled = a.map?.kind !== 'label-map';
  context.drawImage(cells, 0, 0, width, height);
}

function drawBoxes(
  context: CanvasRenderingContext2D,
  detections: readonly Detection[],
  colour: string,
  dash: number[],
): void {
  const { width } = context.canvas;
  for (const [style, line] of [
    ['rgb(0 0 0 / 0.7)', width / 110],
    [colour, width / 220],
  ] as const) {
    context.setLineDash(dash);
    context.strokeStyle = style;
    context.lineWidth = line;
    for (const { box } of detections)
      context.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  }
}
