import { groundShadow, type Canvas } from './view.ts';

export interface CarPaint {
  body: string;
  shade: string;
}

/** A car of 1.8 × 1.5 m seen from the front or from behind; the origin is on the ground between its wheels. */
export function drawCar(canvas: Canvas, { body, shade }: CarPaint, isFront: boolean): void {
  groundShadow(canvas, 1.25);
  canvas.fillStyle = '#17181b';
  for (const x of [-0.86, 0.6]) roundRect(canvas, x, 0, 0.26, 0.62, 0.08);
  // Body, darker towards the ground.
  const paint = canvas.createLinearGradient(0, 1.0, 0, 0.2);
  paint.addColorStop(0, body);
  paint.addColorStop(1, shade);
  canvas.fillStyle = paint;
  roundRect(canvas, -0.92, 0.24, 1.84, 0.72, 0.16);
  cabin(canvas, paint, 0.86, 0.62, 0.9, 1.5);
  const glass = canvas.createLinearGradient(-0.6, 1.4, 0.6, 0.9);
  glass.addColorStop(0, '#9fc0d6');
  glass.addColorStop(0.45, '#48596a');
  glass.addColorStop(1, '#2c3742');
  cabin(canvas, glass, 0.76, 0.56, 0.95, 1.42);
  canvas.fillStyle = shade;
  for (const x of [-1.02, 0.86]) roundRect(canvas, x, 0.9, 0.16, 0.13, 0.05);
  canvas.fillStyle = '#222428';
  roundRect(canvas, -0.9, 0.24, 1.8, 0.16, 0.06);
  if (isFront) drawNose(canvas);
  else drawTail(canvas);
}

function drawNose(canvas: Canvas): void {
  canvas.fillStyle = '#1b1d21';
  roundRect(canvas, -0.45, 0.5, 0.9, 0.22, 0.06);
  canvas.fillStyle = '#fbf7e6';
  for (const x of [-0.84, 0.5]) roundRect(canvas, x, 0.58, 0.34, 0.18, 0.08);
  plate(canvas, 0.36);
}

function drawTail(canvas: Canvas): void {
  canvas.fillStyle = '#c3201c';
  for (const x of [-0.88, 0.6]) roundRect(canvas, x, 0.62, 0.28, 0.22, 0.06);
  canvas.fillStyle = 'rgba(0, 0, 0, 0.25)';
  canvas.fillRect(-0.9, 0.58, 1.8, 0.02);
  plate(canvas, 0.5);
}

function plate(canvas: Canvas, y: number): void {
  canvas.fillStyle = '#f4f2ea';
  canvas.fillRect(-0.26, y, 0.52, 0.11);
  canvas.fillStyle = '#2b2d33';
  for (let x = -0.2; x < 0.2; x += 0.08) canvas.fillRect(x, y + 0.025, 0.045, 0.06);
}

function cabin(
  canvas: Canvas,
  fill: CanvasGradient,
  wide: number,
  narrow: number,
  low: number,
  high: number,
): void {
  canvas.beginPath();
  canvas.moveTo(-wide, low);
  canvas.quadraticCurveTo(-narrow - 0.06, high, -narrow + 0.08, high);
  canvas.lineTo(narrow - 0.08, high);
  canvas.quadraticCurveTo(narrow + 0.06, high, wide, low);
  canvas.closePath();
  canvas.fillStyle = fill;
  canvas.fill();
}

function roundRect(
  canvas: Canvas,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): void {
  canvas.beginPath();
  canvas.roundRect(x, y, width, height, radius);
  canvas.fill();
}
