/** `npm run icons`: draws the PNG icons that an installed page needs from public/icon.svg. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import sharp from 'sharp';

const folder = resolve(import.meta.dirname, '../../public');
const svg = await readFile(resolve(folder, 'icon.svg'), 'utf8');

for (const side of [192, 512]) {
  // 64 units wide; sharp renders an SVG at 72 dpi.
  const drawn = sharp(Buffer.from(svg), { density: (72 * side) / 64 });
  await drawn.png({ compressionLevel: 9 }).toFile(resolve(folder, `icon-${side}.png`));
}

// Systems cut a circle out of a maskable icon: no round corners, and the drawing in the inner four fifths.
const inner = svg.replace(' rx="14"', '').replace('viewBox="0 0 64 64"', 'viewBox="-8 -8 80 80"');
const ground = inner.replace('width="64" height="64"', 'x="-8" y="-8" width="80" height="80"');
await sharp(Buffer.from(ground), { density: (72 * 512) / 80 })
  .resize(512, 512)
  .png({ compressionLevel: 9 })
  .toFile(resolve(folder, 'icon-maskable-512.png'));
