import { describe, expect, it } from 'vitest';
import { fakeFile, fakeManifests } from '#tests/browser/ui/fake-models.ts';
import { completeModel, fileOf, formatOf } from '#ui/app/choose-model.ts';
import type { ModelManifest } from '#models/manifest.ts';

const boxNet = fakeManifests.find(({ id }) => id === 'box-net') as ModelManifest;
const light: ModelManifest = {
  ...boxNet,
  id: 'light-net',
  embedded: false,
  variants: boxNet.variants.map((variant) => ({ ...variant, macs: 1e6 })),
};
const detectors = [boxNet, light];

describe('the model of a task', () => {
  it('is one that is here, before one that is embedded or lighter', () => {
    expect(completeModel({}, 'detection', detectors, [fakeFile('light-net')])?.model).toBe('light-net');
  });

  it('is a trained one before an untrained one', () => {
    const files = [fakeFile('box-net', { trained: false }), fakeFile('light-net')];
    expect(completeModel({}, 'detection', detectors, files)?.model).toBe('light-net');
  });

  it('is the embedded one where both are here, and the lightest where none is', () => {
    expect(
      completeModel({}, 'detection', detectors, [fakeFile('box-net'), fakeFile('light-net')])?.model,
    ).toBe('box-net');
    const plain = [{ ...boxNet, embedded: false }, light];
    expect(completeModel({}, 'detection', plain, [])?.model).toBe('light-net');
  });

  it('is the wanted one even where it is absent, so that it can be fetched', () => {
    const settings = completeModel({ model: 'box-net' }, 'detection', detectors, [fakeFile('light-net')]);
    expect(settings?.model).toBe('box-net');
    expect(settings && fileOf([fakeFile('light-net')], settings)).toBeUndefined();
  });

  it('does not follow a wanted model into another task', () => {
    expect(completeModel({ model: 'box-net' }, 'matting', fakeManifests, [])?.model).toBe('matte-net');
  });

  it('is undefined where no model has the task', () => {
    expect(completeModel({}, 'counting', detectors, [])).toBeUndefined();
  });

  describe('where weights are filler', () => {
    const untrained = (id: string): ModelManifest => ({
      ...light,
      id,
      variants: light.variants.map((variant) => ({ ...variant, source: { from: 'untrained' } as const })),
    });
    const filler = untrained('filler-net');
    const made = fakeFile('filler-net', { trained: false });

    it('is one that has weights, even where only the filler is here', () => {
      expect(completeModel({}, 'detection', [filler, boxNet], [made])?.model).toBe('box-net');
    });

    it('is none where the task has no other', () => {
      expect(completeModel({}, 'detection', [filler], [made])).toBeUndefined();
    });

    it('is the untrained one where a person asks for it', () => {
      expect(completeModel({ model: 'filler-net' }, 'detection', [filler, boxNet], [made])?.model).toBe(
        'filler-net',
      );
    });

    it('takes the trained variant of a model that has both, and its filler where that was asked for', () => {
      const [base] = light.variants;
      const both: ModelManifest = {
        ...light,
        variants: [{ ...base!, id: 'large', source: { from: 'untrained' } }, base!],
      };
      const files = [fakeFile('light-net', { variant: 'large', trained: false })];
      expect(completeModel({ model: 'light-net' }, 'detection', [both], files)?.variant).toBe('base');
      const asked = { model: 'light-net', variant: 'large' };
      expect(completeModel(asked, 'detection', [both], files)?.variant).toBe('large');
    });
  });
});

describe('how it runs', () => {
  const small = { width: 128, height: 128 };
  const files = [
    fakeFile('box-net'),
    fakeFile('box-net', { size: small }),
    fakeFile('box-net', { size: small, precision: 'fp16' }),
    fakeFile('box-net', { size: { width: 192, height: 192 }, format: 'tflite' }),
  ];

  it('takes defaults: automatic engine, first size, fp32, graph capture', () => {
    expect(completeModel({}, 'detection', detectors, files)).toEqual({
      model: 'box-net',
      variant: 'base',
      size: { width: 256, height: 256 },
      precision: 'fp32',
      engine: 'auto',
      roundTrip: false,
      graphCapture: true,
      threads: 0,
    });
  });

  it('keeps a wanted size that is there, and replaces one that is not', () => {
    expect(completeModel({ size: small }, 'detection', detectors, files)?.size).toEqual(small);
    expect(completeModel({ size: { width: 7, height: 7 } }, 'detection', detectors, files)?.size).toEqual({
      width: 256,
      height: 256,
    });
  });

  it('takes only sizes that are there in the wanted precision', () => {
    expect(completeModel({ precision: 'fp16' }, 'detection', detectors, files)).toMatchObject({
      precision: 'fp16',
      size: small,
    });
  });

  it('takes the file format that the engine reads', () => {
    expect([formatOf('mediapipe-cpu'), formatOf('auto'), formatOf('ort-wasm')]).toEqual([
      'tflite',
      'onnx',
      'onnx',
    ]);
    const settings = completeModel({ engine: 'mediapipe-cpu' }, 'detection', detectors, files);
    expect(settings?.size.width).toBe(192);
    expect(settings && fileOf(files, settings)?.format).toBe('tflite');
  });
});
