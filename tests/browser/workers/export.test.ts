import { afterEach, describe, expect, it } from 'vitest';
import { GraphBuilder } from '#export/graph-builder.ts';
import { exportModel } from '#export/export-model.ts';
import { UntrainedParameters } from '#export/untrained-parameters.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { manifest } from '#models/mcnn/manifest.ts';
import { program } from '#models/mcnn/network.ts';
import { ModelImport, type ImportRequest } from '#session/model-import.ts';
import { deleteUserModel, listUserModels, openUserModel } from '#session/user-models/store.ts';
import { tinyModel } from '#tests/helpers/tiny-model.ts';
import type { BuildStep } from '#workers/export/export.api.ts';

const never = new AbortController().signal;
const size = { width: 64, height: 48 };
const [variant] = manifest.variants;

const importing = new ModelImport();
afterEach(async () => {
  importing.dispose();
  const { models, unreadable } = await listUserModels();
  for (const id of [...models.map((model) => model.manifest.id), ...unreadable]) await deleteUserModel(id);
});

/** A checkpoint of filler weights, written as safetensors has it: header length, header, bytes. */
function checkpointOf(network: ParameterProgram): Uint8Array<ArrayBuffer> {
  const filler = new UntrainedParameters(network.untrained);
  const header: Record<string, unknown> = {};
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  const take = (key: string, shape: readonly number[]) => {
    const tensor = filler.take(key, shape);
    const bytes = new Uint8Array(tensor.data.slice().buffer);
    header[key] = { dtype: 'F32', shape, data_offsets: [at, at + bytes.length] };
    parts.push(bytes);
    at += bytes.length;
    return tensor;
  };
  network.build(new GraphBuilder({ parameters: { take } }), { size, config: {} });
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(new BigUint64Array([BigInt(text.length)]).buffer);
  const file = new Uint8Array(8 + text.length + at);
  [length, text, ...parts].reduce((offset, part) => (file.set(part, offset), offset + part.length), 0);
  return file;
}

const crowd = () => {
  if (program.from !== 'parameters') throw new Error('mcnn asks for its parameters');
  return checkpointOf(program);
};

const request = (bytes: Uint8Array<ArrayBuffer>): ImportRequest => ({
  kind: 'checkpoint',
  file: new File([bytes], 'crowd.safetensors'),
  title: 'My crowd',
  family: 'mcnn',
  variant: variant.id,
  classes: undefined,
  size,
  precision: 'fp32',
  labels: undefined,
});

describe('the export worker', () => {
  it('knows a checkpoint by its keys', async () => {
    const inspected = await importing.inspect(new File([crowd()], 'crowd.safetensors'), never);
    expect(inspected).toMatchObject({ kind: 'checkpoint', guesses: { 0: { family: 'mcnn', score: 1 } } });
  });

  it('builds the bytes that the exporter makes elsewhere, step by step, and keeps them', async () => {
    const bytes = crowd();
    const steps: BuildStep[] = [];
    const made = await importing.build(request(bytes), (step) => steps.push(step), never);
    expect(steps).toEqual(['read', 'build', 'write', 'save']);
    const files = new Map([['crowd.safetensors', bytes]]);
    const expected = await exportModel({
      program,
      files,
      format: 'safetensors',
      size,
      precision: 'fp32',
    });
    const { model, data } = await openUserModel(made.manifest.id);
    expect(new Uint8Array(await data.arrayBuffer())).toEqual(expected.bytes);
    expect(model).toEqual(made);
    expect(model.manifest).toMatchObject({ title: 'My crowd', kind: 'density-map', task: 'counting' });
    expect((await listUserModels()).models).toEqual([made]);
  });

  it('leaves nothing of a build that is cancelled, at whichever step', async () => {
    for (const at of ['read', 'build', 'write', 'save'] as const) {
      const stop = new AbortController();
      const building = importing.build(request(crowd()), (step) => step === at && stop.abort(), stop.signal);
      await expect(building).rejects.toMatchObject({ code: 'aborted' });
      expect(await listUserModels()).toEqual({ models: [], unreadable: [] });
    }
    await expect(importing.build(request(crowd()), () => undefined, never)).resolves.toBeTruthy();
  });

  it('says what does not fit, and leaves nothing', async () => {
    const wrong = { ...request(crowd()), file: new File([checkpointOf(oneLayer)], 'other.safetensors') };
    await expect(importing.build(wrong, () => undefined, never)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(/missing .*DME/) as string,
    });
    expect(await listUserModels()).toEqual({ models: [], unreadable: [] });
  });

  it('keeps an ONNX file as it is described', async () => {
    const { bytes } = await tinyModel('selfie-segmentation');
    const file = new File([bytes], 'portrait.onnx');
    expect(await importing.inspect(file, never)).toMatchObject({
      kind: 'onnx',
      fixed: undefined,
      inputs: [{ name: 'image', type: 'float32', shape: [1, 3, 64, 64] }],
      outputs: [{ name: 'alpha' }],
    });
    const made = await importing.build(
      {
        kind: 'onnx',
        file,
        title: 'Portrait',
        precision: 'fp32',
        size: { width: 64, height: 64 },
        labels: [],
        task: 'matting',
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
        meaning: {
          kind: 'alpha-matte',
          output: {
            meaning: 'alpha',
            name: 'alpha',
            layout: 'nchw',
            channels: 1,
            channel: 0,
            activation: 'none',
          },
        },
      },
      () => undefined,
      never,
    );
    expect(made.file.outputs).toEqual([{ name: 'alpha', shape: [1, 1, 64, 64] }]);
    expect((await listUserModels()).models).toEqual([made]);
  });

  it('refuses what is no model in plain words, and reads the next file', { timeout: 120_000 }, async () => {
    const text = (content: string) => new TextEncoder().encode(content);
    const hostile: [name: string, bytes: Uint8Array<ArrayBuffer>][] = [
      ['empty.pth', new Uint8Array(0)],
      ['letter.pth', text('Dear reader, this is no checkpoint.')],
      ['half.pt', text('PK\u0003\u0004 and no more')],
      ['promise.safetensors', new Uint8Array([255, 255, 255, 255, 255, 255, 255, 0, 123, 125])],
      ['signature.h5', new Uint8Array([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0])],
      ['varint.onnx', new Uint8Array([8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255])],
      ['picture.onnx', new Uint8Array([0x89, 0x50, 0x4e, 0x47])],
      // A pickle that would call os.system.
      [
        'calls.pth',
        text('\u0080\u0002cos\nsystem\nq\u0000X\u0002\u0000\u0000\u0000lsq\u0001\u0085Rq\u0002.'),
      ],
    ];
    for (const [name, bytes] of hostile) {
      const error: unknown = await importing.inspect(new File([bytes], name), never).then(
        () => new Error(`${name} was taken`),
        (thrown: unknown) => thrown,
      );
      expect(error, name).toMatchObject({
        code: expect.stringMatching(/bad-file|unsupported|bad-shape/) as string,
      });
    }
    await expect(importing.inspect(new File([crowd()], 'good.safetensors'), never)).resolves.toBeTruthy();
  });
});

/** A network that no family is. */
const oneLayer: ParameterProgram = {
  from: 'parameters',
  build(graph) {
    graph.output('out', graph.parameter('layer.weight', [4, 4]));
  },
};

describe('what the browser keeps', () => {
  it('does not list a record that cannot be read as a model, and can still delete it', async () => {
    const root = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle('user-models', { create: true });
    const folder = await root.getDirectoryHandle('user-old', { create: true });
    const stream = await (await folder.getFileHandle('model.json', { create: true })).createWritable();
    await stream.write('{"version": 7}');
    await stream.close();
    expect(await listUserModels()).toEqual({ models: [], unreadable: ['user-old'] });
    await expect(openUserModel('user-old')).rejects.toMatchObject({ code: 'model-missing' });
    await deleteUserModel('user-old');
    expect(await listUserModels()).toEqual({ models: [], unreadable: [] });
  });

  it('clears away what a broken-off save left', async () => {
    const root = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle('user-models', { create: true });
    await root.getDirectoryHandle('user-half', { create: true });
    expect(await listUserModels()).toEqual({ models: [], unreadable: [] });
    await expect(root.getDirectoryHandle('user-half')).rejects.toThrow();
  });
});
