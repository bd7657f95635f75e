import * as v from 'valibot';
import { expect, it } from 'vitest';
import { resultKinds, tasks } from '#core/result.ts';
import { userModelSchema, type UserModel } from '#session/user-models/user-model.ts';

const sha256 = 'a'.repeat(64);
const tensor = { name: 'image', shape: [1, 3, 32, 96] };

/** A text reader, with what it remembers: the parts of a model that the rarest families use. */
const reader: UserModel = {
  version: 1,
  savedAt: '2026-11-26T08:00:00.000Z',
  manifest: {
    id: 'user-reader',
    title: 'Reader',
    summary: '',
    task: 'reading',
    kind: 'text',
    variants: [
      {
        id: 'own',
        title: 'Reader',
        trainedOn: '',
        source: { from: 'user', sha256, bytes: 10 },
        checkpoint: 'pytorch',
        sizes: [{ width: 96, height: 32 }],
        params: 5,
        licence: { code: '', weights: '', data: '' },
        published: [],
      },
    ],
    input: {
      name: 'image',
      layout: 'nchw',
      channels: 'rgb',
      scale: 1 / 255,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      fit: 'stretch',
      pad: 0,
    },
    outputs: [{ meaning: 'text-logits', name: 'text', alphabet: 'abc', band: { top: 0.4, bottom: 0.6 } }],
    labels: [],
    sizeMultiple: 1,
    paper: { title: '', url: '' },
    embedded: false,
  },
  file: {
    model: 'user-reader',
    variant: 'own',
    format: 'onnx',
    precision: 'fp32',
    size: { width: 96, height: 32 },
    file: 'user-reader.onnx',
    bytes: 10,
    sha256,
    input: tensor,
    outputs: [{ name: 'text', shape: [1, 24, 4] }],
    states: [{ input: { name: 'before', shape: [1, 8] }, output: 'after' }],
    trained: true,
  },
};

it.each(tasks)('a saved model for %s can be read again', (task) => {
  const saved = { ...reader, manifest: { ...reader.manifest, task } };
  expect(v.parse(userModelSchema, JSON.parse(JSON.stringify(saved)))).toEqual(saved);
});

it.each(resultKinds)('a saved model that gives %s can be read again', (kind) => {
  const saved = { ...reader, manifest: { ...reader.manifest, kind } };
  expect(v.safeParse(userModelSchema, saved).success).toBe(true);
});
