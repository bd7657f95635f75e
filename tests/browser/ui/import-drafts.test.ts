import { describe, expect, it } from 'vitest';
import type { DeclaredTensor, Guess } from '#workers/export/export.api.ts';
import {
  checkSize,
  checkpointDraft,
  checkpointRequest,
  fitOf,
} from '#ui/components/import/checkpoint-draft.ts';
import { labelsOf, setOfSize } from '#ui/components/import/label-choice.ts';
import { classCount, inputSizeOf, onnxDraft, onnxRequest } from '#ui/components/import/onnx-draft.ts';

const tensor = (name: string, ...shape: (number | string)[]): DeclaredTensor => ({
  name,
  type: 'float32',
  shape,
});
const onnx = (inputs: DeclaredTensor[], outputs: DeclaredTensor[]) =>
  ({ kind: 'onnx', inputs, outputs, nodes: 9, fixed: undefined }) as const;
const file = new File(['x'], 'street.onnx');

function drafted(input: DeclaredTensor, ...outputs: DeclaredTensor[]) {
  const inspected = onnx([input], outputs);
  return { inspected, outputs, draft: onnxDraft('street.onnx', inspected, outputs) };
}

describe('what is guessed of an ONNX file', () => {
  it('takes sizes from where the file fixes them, and a usual one where it does not', () => {
    const of = (...shape: (number | string)[]) => inputSizeOf(onnx([tensor('x', ...shape)], []));
    expect(of(1, 3, 240, 320)).toEqual({ width: 320, height: 240, layout: 'nchw' });
    expect(of(1, 240, 320, 3)).toEqual({ width: 320, height: 240, layout: 'nhwc' });
    expect(of('batch', 3, 'height', 'width')).toEqual({ width: 256, height: 256, layout: 'nchw' });
  });

  it('takes many channels for classes, one or two for a matte, and lists for boxes', () => {
    const input = tensor('x', 1, 3, 256, 512);
    expect(drafted(input, tensor('y', 1, 19, 32, 64)).draft).toMatchObject({
      kind: 'label-map',
      labels: { from: 'cityscapes-19' },
    });
    expect(drafted(input, tensor('y', 1, 1, 256, 512)).draft).toMatchObject({
      kind: 'alpha-matte',
      channel: 0,
    });
    expect(drafted(input, tensor('y', 1, 256, 512, 2)).draft).toMatchObject({
      kind: 'alpha-matte',
      outputLayout: 'nhwc',
      channel: 1,
      activation: 'softmax',
    });
    expect(drafted(input, tensor('y', 1, 84, 8400)).draft).toMatchObject({
      kind: 'boxes',
      boxes: { rows: 'columns', scores: 'y' },
    });
    expect(drafted(input, tensor('b', 1, 100, 4), tensor('s', 1, 100, 80)).draft).toMatchObject({
      kind: 'boxes',
      output: 'b',
      boxes: { rows: 'candidates', scores: 's' },
    });
    expect(drafted(tensor('x', 1, 1, 64, 64), tensor('y', 1, 10)).draft).toMatchObject({
      kind: 'classes',
      channels: 'gray',
    });
  });

  it('counts the classes of each form of result', () => {
    const { draft, outputs } = drafted(tensor('x', 1, 3, 640, 640), tensor('y', 1, 25200, 85));
    expect(classCount(draft, outputs)).toBe(81);
    expect(classCount({ ...draft, boxes: { ...draft.boxes, objectness: true } }, outputs)).toBe(80);
    expect(classCount({ ...draft, kind: 'density-map' }, outputs)).toBe(0);
  });
});

describe('what becomes of a description', () => {
  const segmenter = drafted(tensor('x', 1, 3, 256, 512), tensor('y', 1, 3, 32, 64));

  it('is what was chosen, with values as the model wants them', async () => {
    const { draft, inspected, outputs } = segmenter;
    const labels = { from: 'lines', lines: 'road\n\n car \nsky' };
    const request = await onnxRequest(file, { ...draft, range: 'imagenet', labels }, inspected, outputs);
    expect(request).toMatchObject({
      title: 'street',
      task: 'segmentation',
      size: { width: 512, height: 256 },
      input: { name: 'x', scale: 1 / 255, mean: [0.485, 0.456, 0.406] },
      meaning: { kind: 'label-map', output: { meaning: 'class-logits', name: 'y', classes: 3 } },
      labels: [{ name: 'road' }, { name: 'car' }, { name: 'sky' }],
    });
  });

  it.each([
    ['another count of names', { labels: { from: 'lines', lines: 'road' } }, /3 classes, but 1/],
    ['values that are no numbers', { range: 'other', mean: 'a b c' }, /mean/],
    ['a deviation of nothing', { range: 'other', std: '1 0 1' }, /cannot be divided/],
    ['a value for too few channels', { range: 'other', mean: '0' }, /each colour channel/],
    ['a channel that is not there', { kind: 'alpha-matte', channel: 7 }, /channel must be one/],
    ['a size of nothing', { width: 0 }, /whole numbers of pixels/],
  ] as const)('refuses %s', async (_, change, message) => {
    const { draft, inspected, outputs } = segmenter;
    await expect(onnxRequest(file, { ...draft, ...change }, inspected, outputs)).rejects.toThrow(message);
  });
});

describe('a checkpoint', () => {
  const guess: Guess = {
    family: 'cgnet',
    variant: 'camvid',
    score: 1,
    matched: 300,
    missing: 0,
    misshapen: 0,
    unexpected: 0,
    classes: 11,
    sizeMultiple: 8,
  };
  const inspected = (change: Partial<Guess> = {}) =>
    ({ kind: 'checkpoint', tensors: 300, elements: 5e5, guesses: [{ ...guess, ...change }] }) as const;
  const mutable = (change?: Partial<Guess>) => {
    const { guesses, ...rest } = inspected(change);
    return { ...rest, guesses: [...guesses] };
  };

  it('is built at the size that its family is usually run at, unless another is wanted', async () => {
    const draft = checkpointDraft('model_800.pth', mutable());
    expect(draft).toMatchObject({ title: 'model_800', width: 480, height: 360, classes: 11 });
    const request = await checkpointRequest(file, { ...draft, width: 320, height: 240 }, mutable());
    expect(request).toMatchObject({ family: 'cgnet', size: { width: 320, height: 240 }, labels: undefined });
    await expect(checkpointRequest(file, { ...draft, width: 322 }, mutable())).rejects.toThrow(
      /multiples of 8/,
    );
  });

  it('of nothing that is known is refused', () => {
    expect(() => checkpointDraft('bert.pt', mutable({ score: 0.01 }))).toThrow(
      /no network that this page knows/,
    );
  });

  it('that does not fit says why', () => {
    expect(fitOf(guess)).toBe('All 300 parameters fit.');
    const text = fitOf({ ...guess, score: 0.9, matched: 290, missing: 4, misshapen: 6 });
    expect(text).toContain('4 are missing, 6 have another shape');
  });
});

describe('names of classes', () => {
  it('come from a known set of that size, from lines, or are numbers', async () => {
    expect(setOfSize(80)).toBe('coco-80');
    expect(setOfSize(17)).toBeUndefined();
    expect((await labelsOf({ from: 'coco-80', lines: '' }, 80))?.[0]?.name).toBe('person');
    expect(await labelsOf({ from: 'numbers', lines: '' }, 2)).toMatchObject([
      { name: 'class 0' },
      { name: 'class 1' },
    ]);
    expect(await labelsOf({ from: 'usual', lines: '' }, 2)).toBeUndefined();
    await expect(labelsOf({ from: 'coco-80', lines: '' }, 81)).rejects.toThrow(/81 classes, but 80/);
  });

  it('are bounded by what a picture can be', () => {
    expect(() => checkSize(640, 480, 32)).not.toThrow();
    expect(() => checkSize(640.5, 480, 1)).toThrow();
    expect(() => checkSize(1e6, 480, 8)).toThrow();
  });
});
