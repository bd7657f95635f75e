import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { wholeWindow } from '#core/map-window.ts';
import type { ResultMap } from '#core/result.ts';
import type { Session } from '#session/session-state.ts';
import { MaskLog } from '#ui/app/mask-log.ts';
import { maskPixels } from '#ui/app/mask-png.ts';

const header = {
  model: 'road-net',
  variant: 'base',
  source: 'video',
  labels: [
    { name: 'road', colour: [255, 0, 0] as const },
    { name: 'sky', colour: [0, 255, 0] as const },
  ],
};

/** Two cells over two: road and sky, sky and road. */
const classes = (values = [0, 1, 1, 0]): ResultMap => ({
  kind: 'label-map',
  window: wholeWindow({ width: 2, height: 2 }),
  values: Uint16Array.from(values),
});

class Told extends EventTarget {
  readonly maps: boolean[] = [];
  setMaps(wanted: boolean) {
    this.maps.push(wanted);
  }
  show(map: ResultMap | undefined, timestampUs: number) {
    const detail = { atMs: 1000, timestampUs, frame: { width: 6, height: 4 }, map };
    this.dispatchEvent(new CustomEvent('frame', { detail }));
  }
}

function begin() {
  const session = new Told();
  return { session, log: new MaskLog(session as unknown as Session) };
}

async function filesOf(zip: Blob) {
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  const about = JSON.parse(new TextDecoder().decode(files['classes.json'])) as {
    value: string;
    classes: unknown;
    frames: { file: string; time_s: number }[];
  };
  return { files, about };
}

describe('MaskLog', () => {
  it('writes a PNG of class indices for each frame at the frame’s own size, named by number and time', async () => {
    const { session, log } = begin();
    session.show(classes(), 40_000);
    session.show(classes([1, 1, 0, 0]), 80_000);
    const { files, about } = await filesOf(await log.finish(header));
    expect(Object.keys(files)).toEqual([
      'masks/000001-0.040000s.png',
      'masks/000002-0.080000s.png',
      'classes.json',
    ]);
    const { data, info } = await sharp(files['masks/000001-0.040000s.png'])
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([6, 4, 1]);
    const [above, below] = [
      [0, 0, 0, 1, 1, 1],
      [1, 1, 1, 0, 0, 0],
    ];
    expect([...data]).toEqual([above, above, below, below].flat());
    expect(about).toMatchObject({ format: 'vitrine-masks', value: 'class index', model: 'road-net' });
    expect(about.classes).toMatchObject([
      { index: 0, name: 'road' },
      { index: 1, name: 'sky' },
    ]);
    expect(about.frames.map(({ time_s }) => time_s)).toEqual([0.04, 0.08]);
  });

  it('asks for maps while it keeps, and takes a frame that is shown again once', async () => {
    const { session, log } = begin();
    session.show(undefined, 0);
    session.show(classes(), 40_000);
    session.show(classes(), 40_000);
    const { about } = await filesOf(await log.finish(header));
    expect(about.frames).toHaveLength(1);
    expect(session.maps).toEqual([true, false]);
    session.show(classes(), 80_000);
    expect(log.length).toBe(1);
  });

  it('leaves out what comes faster than it can be packed, and counts that', async () => {
    const { session, log } = begin();
    for (let i = 0; i < 20; i++) session.show(classes(), i * 1000);
    expect(log.leftOut).toBe(12);
    const { about } = await filesOf(await log.finish(header));
    expect(about.frames).toHaveLength(8);
  });

  it('goes on getting maps where another log of the same session ends', () => {
    const { session, log } = begin();
    const other = new MaskLog(session as unknown as Session);
    other.stop();
    expect(session.maps.at(-1)).toBe(true);
    log.stop();
    expect(session.maps.at(-1)).toBe(false);
  });
});

it('a matte’s mask is its opacity in 256 steps, mixed between cells', () => {
  const map = {
    kind: 'alpha-matte',
    window: wholeWindow({ width: 2, height: 1 }),
    values: Float32Array.of(0, 1),
  } as const;
  expect([...maskPixels({ ...map, values: Float32Array.of(0, 1) }, { width: 4, height: 1 })]).toEqual([
    0, 64, 191, 255,
  ]);
});
