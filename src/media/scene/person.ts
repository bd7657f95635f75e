import { groundShadow, type Canvas } from './view.ts';

export interface Clothes {
  skin: string;
  hair: string;
  top: string;
  sleeve: string;
  trousers: string;
  shoes: string;
}

/**
 * A walking person of 1.75 m; the origin is on the ground below. `stride` is the phase of the walk in radians.
 * Seen from the front or the back the limbs swing towards and away from the viewer, from the side they swing across.
 */
export function drawPerson(
  canvas: Canvas,
  clothes: Clothes,
  stride: number,
  view: 'front' | 'back' | 'side',
): void {
  groundShadow(canvas, 0.42);
  const swing = Math.sin(stride);
  canvas.save();
  canvas.translate(0, Math.abs(Math.cos(stride)) * 0.03);
  const isSide = view === 'side';
  leg(canvas, clothes, isSide ? 0 : 0.1, isSide ? -swing * 0.3 : 0, isSide ? 0 : Math.max(0, swing) * 0.1);
  arm(canvas, clothes, isSide ? 0 : 0.25, isSide ? swing * 0.24 : 0.05, clothes.sleeve);
  leg(canvas, clothes, isSide ? 0 : -0.1, isSide ? swing * 0.3 : 0, isSide ? 0 : Math.max(0, -swing) * 0.1);
  torso(canvas, clothes, isSide ? 0.16 : 0.235);
  head(canvas, clothes, view);
  arm(
    canvas,
    clothes,
    isSide ? 0 : -0.25,
    isSide ? -swing * 0.24 : -0.05,
    isSide ? clothes.top : clothes.sleeve,
  );
  canvas.restore();
}

function leg(canvas: Canvas, { trousers, shoes }: Clothes, hipX: number, footX: number, lift: number): void {
  canvas.strokeStyle = trousers;
  canvas.lineCap = 'round';
  canvas.lineJoin = 'round';
  canvas.lineWidth = 0.16;
  canvas.beginPath();
  canvas.moveTo(hipX, 0.86);
  canvas.lineTo(hipX + footX * 0.45 + (footX < 0 ? 0.06 : 0.02), 0.47 + lift);
  canvas.lineTo(hipX + footX, 0.1 + lift);
  canvas.stroke();
  canvas.fillStyle = shoes;
  canvas.beginPath();
  canvas.ellipse(hipX + footX + (footX === 0 ? 0 : 0.05), 0.05 + lift, 0.12, 0.06, 0, 0, Math.PI * 2);
  canvas.fill();
}

function arm(canvas: Canvas, { skin }: Clothes, shoulderX: number, handX: number, sleeve: string): void {
  canvas.lineCap = 'round';
  canvas.lineWidth = 0.11;
  canvas.strokeStyle = sleeve;
  canvas.beginPath();
  canvas.moveTo(shoulderX, 1.38);
  canvas.lineTo(shoulderX + handX * 0.5, 1.1);
  canvas.lineTo(shoulderX + handX, 0.9);
  canvas.stroke();
  canvas.fillStyle = skin;
  canvas.beginPath();
  canvas.arc(shoulderX + handX * 1.06, 0.83, 0.055, 0, Math.PI * 2);
  canvas.fill();
}

function torso(canvas: Canvas, { top, sleeve, skin }: Clothes, half: number): void {
  canvas.fillStyle = skin;
  canvas.fillRect(-0.06, 1.38, 0.12, 0.16);
  const cloth = canvas.createLinearGradient(-half, 0, half, 0);
  cloth.addColorStop(0, top);
  cloth.addColorStop(1, sleeve);
  canvas.fillStyle = cloth;
  canvas.beginPath();
  canvas.moveTo(-half * 0.85, 0.8);
  canvas.lineTo(-half, 1.36);
  canvas.quadraticCurveTo(-half * 0.8, 1.46, -0.08, 1.47);
  canvas.lineTo(0.08, 1.47);
  canvas.quadraticCurveTo(half * 0.8, 1.46, half, 1.36);
  canvas.lineTo(half * 0.85, 0.8);
  canvas.closePath();
  canvas.fill();
}

function head(canvas: Canvas, { skin, hair }: Clothes, view: 'front' | 'back' | 'side'): void {
  const ellipse = (x: number, y: number, radiusX: number, radiusY: number, fill: string) => {
    canvas.fillStyle = fill;
    canvas.beginPath();
    canvas.ellipse(x, y, radiusX, radiusY, 0, 0, Math.PI * 2);
    canvas.fill();
  };
  ellipse(view === 'side' ? -0.015 : 0, 1.64, 0.115, 0.14, hair);
  if (view === 'back') return;
  ellipse(view === 'side' ? 0.03 : 0, 1.61, view === 'side' ? 0.08 : 0.09, 0.115, skin);
  for (const x of view === 'side' ? [0.07] : [-0.035, 0.035]) ellipse(x, 1.63, 0.013, 0.013, '#2a2320');
  ellipse(view === 'side' ? 0.08 : 0, 1.555, 0.028, 0.009, '#9c4a44');
}
