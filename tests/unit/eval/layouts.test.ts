import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openData } from '#eval/cli/layouts.ts';
import { IGNORED, type LabelledFolder } from '#eval/labelled-data.ts';
import { readMat } from '#eval/mat-file.ts';
import type { RgbaImage } from '#core/preprocess.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/eval', name));

/** A picture of one row of grey values. */
const grey = (...values: number[]): RgbaImage => ({
  width: values.length,
  height: 1,
  data: Uint8Array.from(values.flatMap((value) => [value, value, value, 255])),
});

function folderOf(content: Record<string, RgbaImage | string | Uint8Array>): LabelledFolder {
  return {
    files: Object.keys(content).sort(),
    read(path) {
      const bytes = content[path];
      if (typeof bytes === 'string') return Promise.resolve(new TextEncoder().encode(bytes));
      return Promise.resolve(bytes as Uint8Array);
    },
    picture: (path) => Promise.resolve(content[path] as RgbaImage),
  };
}

const first = async (content: Parameters<typeof folderOf>[0], layout?: string) => {
  const data = await openData(folderOf(content), layout);
  return { data, ...(await data.samples[0]!.load()) };
};

describe('layouts', () => {
  it('CamVid: the test split only, and void is ignored', async () => {
    const { data, truth } = await first({
      'train/images/z.png': grey(0, 0),
      'train/labels/z.png': grey(0, 0),
      'test/images/a.webp': grey(0, 0),
      'test/labels/a.png': grey(3, 11),
    });
    expect(data.samples.map(({ name }) => name)).toEqual(['test/images/a.webp']);
    expect(truth).toEqual({ kind: 'label-map', labels: Uint16Array.of(3, IGNORED) });
  });

  it('CamVid as SegNet lays it out: test beside testannot', async () => {
    const { truth } = await first({ 'test/a.png': grey(0), 'testannot/a.png': grey(7) });
    expect(truth).toEqual({ kind: 'label-map', labels: Uint16Array.of(7) });
  });

  it('CamVid: a value that is no class says so', async () => {
    const content = { 'test/images/a.png': grey(0), 'test/labels/a.png': grey(90) };
    await expect(first(content)).rejects.toThrow('test/labels/a.png has the value 90');
  });

  it('Cityscapes: label ids become train ids, others are ignored', async () => {
    const { truth } = await first({
      'leftImg8bit/val/bonn/bonn_1_leftImg8bit.png': grey(0, 0, 0),
      'gtFine/val/bonn/bonn_1_gtFine_labelIds.png': grey(7, 33, 4),
    });
    expect(truth).toEqual({ kind: 'label-map', labels: Uint16Array.of(0, 18, IGNORED) });
  });

  it('Cityscapes: train ids come before label ids, and colours do where there is nothing else', async () => {
    const picture = 'leftImg8bit/val/bonn/bonn_1_leftImg8bit.png';
    const { truth } = await first({
      [picture]: grey(0, 0),
      'gtFine/val/bonn/bonn_1_gtFine_labelIds.png': grey(7, 7),
      'gtFine/val/bonn/bonn_1_gtFine_labelTrainIds.png': grey(18, 255),
    });
    expect(truth).toEqual({ kind: 'label-map', labels: Uint16Array.of(18, IGNORED) });
    // A car, and licence plates, which are not evaluated.
    const data = Uint8Array.of(0, 0, 142, 255, 0, 0, 143, 255);
    const coloured = await first({
      [picture]: grey(0, 0),
      'gtFine/val/bonn/bonn_1_gtFine_color.png': { width: 2, height: 1, data },
    });
    expect(coloured.truth).toEqual({ kind: 'label-map', labels: Uint16Array.of(13, IGNORED) });
  });

  it('COCO: categories by place, crowds and areas kept', async () => {
    const { data, truth } = await first({
      'val2017/1.jpg': grey(0),
      'annotations/instances_val2017.json': JSON.stringify({
        images: [{ id: 1, file_name: '1.jpg' }],
        categories: [
          { id: 1, name: 'person' },
          { id: 18, name: 'dog' },
        ],
        annotations: [{ image_id: 1, category_id: 18, bbox: [1, 2, 3, 4], area: 5, iscrowd: 1 }],
      }),
    });
    expect(data.classes).toEqual(['person', 'dog']);
    expect(truth).toEqual({
      kind: 'boxes',
      boxes: [{ category: 1, bbox: [1, 2, 3, 4], area: 5, crowd: true }],
    });
  });

  it('COCO: broken JSON names the place', async () => {
    const content = { 'a.jpg': grey(0), 'instances_val.json': '{"images": [], "categories": 3}' };
    await expect(first(content)).rejects.toThrow('instances_val.json is not valid at categories');
  });

  it('YOLO text: relative boxes become pixels', async () => {
    const { truth } = await first(
      { 'images/a.jpg': grey(...new Array<number>(10).fill(0)), 'labels/a.txt': '2 0.5 0.5 0.2 1\n' },
      'yolo',
    );
    expect(truth).toEqual({ kind: 'boxes', boxes: [{ category: 2, bbox: [4, 0, 2, 1], area: 2 }] });
  });

  it('ShanghaiTech: heads from MATLAB files that SciPy wrote, counted from the corner', async () => {
    const { truth } = await first({
      'part_A/test_data/images/IMG_1.jpg': grey(0),
      'part_A/test_data/ground_truth/GT_IMG_1.mat': fixture('GT_IMG_1.mat'),
    });
    const points = [
      { x: 0.5, y: 0.5 },
      { x: 10, y: 19.75 },
      { x: 299.5, y: 3.5 },
    ];
    expect(truth).toEqual({ kind: 'density-map', points });
  });

  it('PPM-100: grey is opacity', async () => {
    const { truth } = await first({ 'image/a.jpg': grey(0, 0), 'matte/a.jpg': grey(0, 255) });
    expect(truth).toEqual({ kind: 'alpha-matte', alpha: Float32Array.of(0, 1) });
  });

  it('our own JSON: sequences and boxes by class name', async () => {
    const { data, truth } = await first({
      'a.png': grey(0),
      'vitrine.json': JSON.stringify({
        version: 1,
        kind: 'boxes',
        classes: ['cat'],
        samples: [{ image: 'a.png', sequence: 's', boxes: [{ class: 'cat', bbox: [0, 0, 2, 3] }] }],
      }),
    });
    expect(data.samples[0]?.sequence).toBe('s');
    expect(truth).toMatchObject({ boxes: [{ category: 0, area: 6 }] });
  });

  it('our own JSON: labels, mattes and points', async () => {
    const own = (kind: string, truth: object, ...mask: number[]) =>
      first({
        'a.png': grey(0, 0),
        'b.png': grey(...mask),
        'vitrine.json': JSON.stringify({
          version: 1,
          kind,
          classes: ['cat', 'dog'],
          samples: [{ image: 'a.png', ...truth }],
        }),
      });
    expect((await own('label-map', { labels: 'b.png' }, 1, 255)).truth).toEqual({
      kind: 'label-map',
      labels: Uint16Array.of(1, IGNORED),
    });
    expect((await own('alpha-matte', { matte: 'b.png' }, 0, 51)).truth).toEqual({
      kind: 'alpha-matte',
      alpha: Float32Array.of(0, 0.2),
    });
    expect((await own('density-map', { points: [[0.5, 1]] })).truth).toEqual({
      kind: 'density-map',
      points: [{ x: 0.5, y: 1 }],
    });
    await expect(own('alpha-matte', { matte: 'b.png' }, 0)).rejects.toThrow(
      'b.png is 1 × 1, its picture 2 × 1',
    );
    await expect(own('boxes', { matte: 'b.png' }, 0, 0)).rejects.toThrow('a.png lacks its truth (boxes)');
  });

  it('a picture without truth is an error that names it', async () => {
    const content = { 'image/a.jpg': grey(0), 'image/b.jpg': grey(0), 'matte/a.jpg': grey(0) };
    await expect(first(content)).rejects.toThrow('1 of 2 pictures have no truth, the first is image/b.jpg');
  });

  it('an unknown folder lists the layouts', async () => {
    await expect(first({ 'a.txt': 'x' })).rejects.toThrow(
      /laid out in no way[^]*shanghaitech:[^]*vitrine-json:/,
    );
  });
});

describe('MAT files', () => {
  it('reads numbers that are stored narrow, without compression', () => {
    const info = readMat(fixture('GT_IMG_2.mat'), 'GT_IMG_2.mat').get('image_info');
    const inner = info?.kind === 'cell' ? info.items[0] : undefined;
    expect(inner?.kind === 'struct' && inner.fields.get('location')).toMatchObject({ rows: 1, columns: 2 });
  });

  it('refuses every cut-off or scrambled file with words, or reads a part of it', () => {
    const whole = fixture('GT_IMG_2.mat');
    for (let length = 0; length < whole.length; length += 3) {
      try {
        readMat(whole.subarray(0, length), 'x.mat');
      } catch (error) {
        expect(String(error)).toContain('x.mat cannot be read as a MAT file');
      }
    }
    expect(() => readMat(whole.subarray(0, 40), 'x.mat')).toThrow('not a little-endian MATLAB 5 file');
  });
});
