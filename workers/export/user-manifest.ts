/** What is written down of a user model: a manifest as models/ has them, but as data. */
import { withSpreadColours } from '#core/label-sets/spread-colours.ts';
import type { ClassLabel } from '#core/labels.ts';
import { sha256Of } from '#workers/sha256.ts';
import type { ExportedModel } from '#export/export-model.ts';
import type { CheckpointFormat, ModelManifest, ModelVariant } from '#models/manifest.ts';
import type { UserModel } from '#session/user-models/user-model.ts';
import { USER_VARIANT } from '#session/user-models/user-model-id.ts';
import type { BuildRequest } from './export.api.ts';

/** What distinguishes one user model from another, beyond the file itself. */
export type Description = Pick<
  ModelManifest,
  'summary' | 'task' | 'kind' | 'input' | 'outputs' | 'labels' | 'sizeMultiple' | 'nms' | 'decoder'
> &
  Pick<ModelVariant, 'params'> & { checkpoint: CheckpointFormat };

export async function userModel(
  request: BuildRequest,
  model: Pick<ExportedModel, 'bytes' | 'input' | 'outputs' | 'states'>,
  { params, checkpoint, ...description }: Description,
): Promise<UserModel> {
  const { id, title, precision, size } = request;
  const { bytes, input, outputs, states } = model;
  const sha256 = await sha256Of(bytes);
  const source = { from: 'user', sha256, bytes: bytes.length } as const;
  const unsaid = { code: 'licence not stated', weights: 'licence not stated', data: '' };
  return {
    version: 1,
    savedAt: new Date().toISOString(),
    manifest: {
      ...description,
      id,
      title,
      paper: { title: '', url: '' },
      embedded: false,
      variants: [
        {
          id: USER_VARIANT,
          title,
          trainedOn: 'data that its file does not name',
          source,
          checkpoint,
          sizes: [size],
          params,
          licence: unsaid,
          published: [],
        },
      ],
    },
    file: {
      model: id,
      variant: USER_VARIANT,
      format: 'onnx',
      precision,
      size,
      file: `${id}.onnx`,
      bytes: bytes.length,
      sha256,
      input,
      outputs,
      states,
      trained: true,
    },
  };
}

/** Labels for classes that have no names. */
export const numberedLabels = (count: number): readonly ClassLabel[] =>
  withSpreadColours(Array.from({ length: count }, (_, i) => `class ${i}`));
