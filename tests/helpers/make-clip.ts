/** Videos whose every frame has its number written in it, made by ffmpeg. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClipOrder, MadeClip } from './clip-order.ts';

/** Whether clips can be made on this machine. */
export function hasFfmpeg(): boolean {
  return ['ffmpeg', 'ffprobe'].every((program) => spawnSync(program, ['-version']).status === 0);
}

/** 256 × 96, three seconds; the frame's number in eight columns, white for a one, the highest digit at the left. */
export function makeClip(order: ClipOrder): MadeClip {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-clip-'));
  const path = (name: string) => join(folder, `${name}.${order.extension}`);
  const ffmpeg = (...args: string[]) => execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
  try {
    const digits = Array.from(
      { length: 8 },
      (_, i) =>
        `drawbox=x=${i * 32}:y=0:w=32:h=96:color=white:t=fill:enable='mod(floor(n/${2 ** (7 - i)}),2)'`,
    );
    const filters = [...digits, ...(order.select ? [`select='${order.select}'`] : [])].join(',');
    // Frames that are decoded in another order than shown, and key frames far apart.
    const codec =
      order.extension === 'mp4'
        ? ['-c:v', 'libx264', '-bf', '3', '-g', '25', '-pix_fmt', 'yuv420p']
        : ['-c:v', 'libvpx', '-b:v', '1M'];
    const black = `color=black:s=256x96:r=${order.rate}:d=3`;
    ffmpeg('-f', 'lavfi', '-i', black, '-vf', filters, '-fps_mode', 'vfr', ...codec, path('plain'));
    const made = order.copy ? path('hard') : path('plain');
    if (order.copy) ffmpeg(...order.copy.map((arg) => (arg === 'IN' ? path('plain') : arg)), made);
    const probe = [
      '-v',
      'error',
      '-select_streams',
      'v',
      '-show_entries',
      'packet=pts_time',
      '-of',
      'csv=p=0',
    ];
    const timesS = execFileSync('ffprobe', [...probe, made], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(parseFloat);
    return { base64: readFileSync(made).toString('base64'), timesS: timesS.sort((a, b) => a - b) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
