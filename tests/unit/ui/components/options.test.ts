import { describe, expect, it } from 'vitest';
import { fakeFile, fakeMachine, fakeManifests } from '#tests/browser/ui/fake-models.ts';
import { legendRows } from '#ui/components/legend/legend-rows.ts';
import {
  engineOptions,
  precisionOptions,
  sizeOptions,
  variantFacts,
  variantSizes,
} from '#ui/components/model-picker/picker-options.ts';
import { frameRates, resolutions } from '#ui/components/source-picker/camera-formats.ts';

describe('what can be chosen for a model', () => {
  const files = [
    fakeFile('matte-net'),
    fakeFile('matte-net', { precision: 'fp16' }),
    fakeFile('matte-net', { size: { width: 128, height: 128 } }),
  ];

  it('has only engines with a file for them, and why one cannot run here', () => {
    const options = engineOptions(files, fakeMachine);
    expect(options.map(({ value }) => value)).toEqual(['auto', 'ort-webgpu', 'ort-wasm', 'ort-webnn']);
    expect(options.map(({ refusal }) => refusal)).toEqual([
      undefined,
      undefined,
      undefined,
      'navigator.ml is missing',
    ]);
    const both = engineOptions([...files, fakeFile('matte-net', { format: 'tflite' })], undefined);
    expect(both.map(({ value }) => value)).toContain('mediapipe-gpu');
  });

  it('has the sizes of the chosen format and precision, smallest first and once each', () => {
    expect(sizeOptions(files, 'onnx', 'fp32').map(({ width }) => width)).toEqual([128, 256]);
    expect(sizeOptions(files, 'onnx', 'fp16').map(({ width }) => width)).toEqual([256]);
    expect(sizeOptions(files, 'tflite', 'fp32')).toEqual([]);
  });

  it('refuses fp16 where shaders have none, and only there', () => {
    expect(precisionOptions(files, 'onnx', fakeMachine).map(({ refusal }) => refusal !== undefined)).toEqual([
      false,
      true,
    ]);
    expect(precisionOptions(files, 'onnx', undefined).map(({ refusal }) => refusal)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('names licence, data and size of a variant', () => {
    const [manifest] = fakeManifests;
    const variant = manifest?.variants[0];
    expect(variant && variantFacts(variant)).toEqual([
      'trained on invented data',
      'code MIT, weights CC-BY-4.0',
    ]);
    expect(manifest && variant && variantSizes(manifest, variant, files)).toEqual([
      '640 k parameters',
      '3.4 MB',
    ]);
  });
});

describe('camera formats', () => {
  it('offer the one in use also where it is uncommon', () => {
    expect(resolutions(640, 480)).toHaveLength(4);
    expect(resolutions(800, 600).map(({ width }) => width)).toEqual([640, 800, 1280, 1920, 3840]);
    expect(frameRates(30)).toEqual([15, 30, 60]);
    expect(frameRates(24)).toEqual([15, 24, 30, 60]);
  });
});

describe('the legend', () => {
  const labels = ['sky', 'road'].map((name) => ({ name, colour: [1, 2, 3] as const }));
  const box = { left: 0, top: 0, right: 1, bottom: 1 };

  it('lists every class of a label map with its share, in order', () => {
    const rows = legendRows({ kind: 'label-map', shares: [0.25, 0.75] }, labels, [1], new Set());
    expect(rows.map(({ name, figure, bar, hidden }) => [name, figure, bar, hidden])).toEqual([
      ['sky', '25 %', 0.25, false],
      ['road', '75 %', 0.75, true],
    ]);
  });

  it('lists classes found now, found lately and hidden, each once', () => {
    const detections = [0, 0].map((classIndex) => ({ box, classIndex, score: 0.9 }));
    const rows = legendRows({ kind: 'boxes', detections }, labels, [1], new Set([0, 5]));
    expect(rows.map(({ name, figure }) => [name, figure])).toEqual([
      ['sky', '2'],
      ['road', '0'],
      ['class 5', '0'],
    ]);
  });

  it('has no rows for kinds without classes or without a result', () => {
    expect(legendRows({ kind: 'density-map', count: 3 }, labels, [], new Set())).toEqual([]);
    expect(legendRows(undefined, labels, [], new Set())).toEqual([]);
  });
});
