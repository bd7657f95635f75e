import { createHash } from 'node:crypto';
import type { Size } from '#core/geometry.ts';
import { exportModel } from '#export/export-model.ts';
import { allSubjects, loadProgram, select } from '#models/prepare/families.ts';
import { sourceFiles } from '#models/prepare/sources.ts';
import { shared } from '#tests/helpers/shared-data.ts';
import type { TinyModel } from '#tests/helpers/tiny-model.ts';

/** A trained model of this repository, exported at any size that it allows. */
export async function realModel(id: string, size: Size): Promise<TinyModel> {
  const [subject] = select(await allSubjects(), [id]);
  if (!subject) throw new Error(`there is no model ${id}`);
  const { manifest, variant } = subject;
  const files = await sourceFiles(subject, {
    mirror: process.env['VITRINE_MIRROR'] ?? shared('mirror'),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    say: console.log,
  });
  const program = await loadProgram(subject);
  const { checkpoint: format, config } = variant;
  const { bytes, input, outputs } = await exportModel({
    program,
    files,
    format,
    size,
    precision: 'fp32',
    config,
  });
  const file = {
    model: manifest.id,
    variant: variant.id,
    format: 'onnx',
    precision: 'fp32',
    size,
    file: `bar-${manifest.id}-${size.width}x${size.height}.onnx`,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    input,
    outputs,
    trained: true,
  } as const;
  return { file, bytes };
}
