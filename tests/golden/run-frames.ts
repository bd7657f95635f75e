import type { TensorView } from '#core/io-spec.ts';
import type { ExportedModel } from '#export/export-model.ts';
import { sizeOf } from '#export/tensor-data.ts';
import { openOnnx } from '#tests/helpers/ort-node.ts';
import { goldenInput } from './fill.ts';
import type { Golden } from './golden-file.ts';

/** Of a second frame; a golden has at most two. */
const SECOND = '_step2';

/** All outputs by name. Those of a second frame, `image2` with the states that the first one left, end in `_step2`. */
export async function runFrames(model: ExportedModel, golden: Golden): Promise<Record<string, TensorView>> {
  const session = await openOnnx(model.bytes);
  const frame = (name: string, states: Record<string, TensorView>) => {
    const view = { shape: model.input.shape, data: goldenInput(golden, name).data };
    return session.run({ ...states, [model.input.name]: view });
  };
  try {
    const { states = [] } = model;
    const zeros = states.map(({ input: { name, shape } }) => [
      name,
      { shape, data: new Float32Array(sizeOf(shape)) },
    ]);
    const first = await frame('image', Object.fromEntries(zeros) as Record<string, TensorView>);
    if (!golden.outputs.some(({ name }) => name.endsWith(SECOND))) return first;
    const left = states.map(({ input, output }) => [input.name, first[output]!]);
    const second = await frame('image2', Object.fromEntries(left) as Record<string, TensorView>);
    const renamed = Object.entries(second).map(([name, view]) => [name + SECOND, view]);
    return { ...first, ...(Object.fromEntries(renamed) as Record<string, TensorView>) };
  } finally {
    await session.release();
  }
}
