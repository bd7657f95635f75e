import type { Viewport } from '../../overlays/overlay.ts';

/** The picture with something painted over the whole of it, as PNG. */
export async function paintOver(
  picture: Blob,
  paint: (context: CanvasRenderingContext2D, viewport: Viewport) => void,
): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  const { width, height } = bitmap;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  if (!context) return picture;
  paint(context, { left: 0, top: 0, width, height });
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? picture), 'image/png'));
}
