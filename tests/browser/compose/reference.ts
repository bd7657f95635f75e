/**
 * Reference pictures in tests/fixtures/pictures. `VITE_UPDATE_PICTURES=1 npx vitest run --project browser
 * tests/browser/compose/pictures.test.ts` takes what is drawn now for right: look at the pictures before they are committed.
 */
import { commands } from 'vitest/browser';
import type { RgbaImage } from '#core/preprocess.ts';

const files = import.meta.glob<string>('../../fixtures/pictures/*.png', { query: '?url', import: 'default' });
const isUpdate = import.meta.env['VITE_UPDATE_PICTURES'] === '1';

/** The picture of that name; `drawn` itself where pictures are taken anew. */
export async function referenceOf(name: string, drawn: RgbaImage): Promise<RgbaImage> {
  if (isUpdate) {
    await save(`tests/fixtures/pictures/${name}.png`, drawn);
    return drawn;
  }
  const load = files[`../../fixtures/pictures/${name}.png`];
  if (!load) throw new Error(`there is no reference picture ${name}: see tests/browser/compose/reference.ts`);
  const bitmap = await createImageBitmap(await (await fetch(await load())).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  canvas.drawImage(bitmap, 0, 0);
  return canvas.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** What was drawn in place of the reference, to be looked at. */
export const keepDrawn = (name: string, drawn: RgbaImage) =>
  save(`tests/artefacts/pictures/${name}.png`, drawn);

async function save(path: string, { width, height, data }: RgbaImage): Promise<void> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  await commands.writeFile(path, btoa(letters), 'base64');
}

/** The part of all pixels of which some channel differs by more than `steps` of 255; `ignored` pixels are not looked at. */
export function shareApart(
  a: RgbaImage,
  b: RgbaImage,
  steps: number,
  ignored: (x: number, y: number) => boolean = () => false,
): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let [apart, looked] = [0, 0];
  for (let i = 0; i < a.width * a.height; i++) {
    if (ignored(i % a.width, Math.floor(i / a.width))) continue;
    looked++;
    if ([0, 1, 2].some((c) => Math.abs((a.data[i * 4 + c] ?? 0) - (b.data[i * 4 + c] ?? 0)) > steps)) apart++;
  }
  return apart / looked;
}
