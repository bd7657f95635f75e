/** A pinhole view down a street. World: metres, x to the right, y up from the road, z away from the viewer. */
export type Canvas = OffscreenCanvasRenderingContext2D;

export interface View {
  width: number;
  height: number;
}

const EYE_HEIGHT_M = 1.55;
/** Focal length and horizon as parts of the picture: about 60° wide, with more street than sky. */
const FOCAL = 0.87;
const HORIZON = 0.44;

/** Pixels a metre at distance z. */
export function scaleAt({ width }: View, z: number): number {
  return (FOCAL * width) / z;
}

export function project(view: View, x: number, y: number, z: number): [x: number, y: number] {
  const scale = scaleAt(view, z);
  return [view.width / 2 + x * scale, view.height * HORIZON + (EYE_HEIGHT_M - y) * scale];
}

/** Fills a polygon of world points. */
export function fillWorld(
  canvas: Canvas,
  view: View,
  points: readonly (readonly [x: number, y: number, z: number])[],
  fill: string | CanvasGradient,
): void {
  canvas.beginPath();
  for (const [x, y, z] of points) canvas.lineTo(...project(view, x, y, z));
  canvas.closePath();
  canvas.fillStyle = fill;
  canvas.fill();
}

/** Runs `draw` in metres: origin where (x, 0, z) is seen, y upwards. */
export function inMetres(canvas: Canvas, view: View, x: number, z: number, draw: () => void): void {
  const scale = scaleAt(view, z);
  canvas.save();
  canvas.translate(...project(view, x, 0, z));
  canvas.scale(scale, -scale);
  draw();
  canvas.restore();
}

/** A soft shadow on the ground, centred on the origin, in metres. */
export function groundShadow(canvas: Canvas, halfWidth: number): void {
  const shade = canvas.createRadialGradient(0, 0, 0, 0, 0, halfWidth);
  shade.addColorStop(0, 'rgba(15, 18, 25, 0.55)');
  shade.addColorStop(0.7, 'rgba(15, 18, 25, 0.35)');
  shade.addColorStop(1, 'rgba(15, 18, 25, 0)');
  canvas.save();
  canvas.scale(1, 0.16);
  canvas.fillStyle = shade;
  canvas.fillRect(-halfWidth, -halfWidth, 2 * halfWidth, 2 * halfWidth);
  canvas.restore();
}
