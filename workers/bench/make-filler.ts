import { VitrineError } from '#core/errors/vitrine-error.ts';
import { exportUntrained } from '#export/export-model.ts';
import { loadProgram } from '#models/programs.ts';
import { manifestOf } from '#models/registry.ts';
import { sha256Of } from '../sha256.ts';
import type { FillerRequest, MadeModel } from './bench.api.ts';

/** A variant's network at any size, as the exporter makes it, with filler for weights: right in cost, of no other use. */
export async function makeFiller({ model, variant: id, size, precision }: FillerRequest): Promise<MadeModel> {
  const variant = manifestOf(model)?.variants.find((one) => one.id === id);
  if (!variant) throw new VitrineError('model-missing', `No model here is called ${model}/${id}.`);
  const program = await loadProgram(model);
  if (program.from !== 'parameters') {
    throw new VitrineError(
      'unsupported',
      `${model} is a converted file: it runs at the sizes that are here.`,
    );
  }
  const { bytes, input, outputs, states } = exportUntrained({
    program,
    size,
    precision,
    config: variant.config ?? {},
  });
  return {
    file: {
      model,
      variant: id,
      format: 'onnx',
      precision,
      size,
      file: '',
      bytes: bytes.length,
      sha256: await sha256Of(bytes),
      input,
      outputs,
      ...(states ? { states } : {}),
      trained: false,
    },
    bytes,
  };
}
