/** Reads, guesses, builds and saves user models. Nothing here is needed before a person brings a file. */
import { saveUserModel } from '#session/user-models/store.ts';
import { exposeOnce } from '../expose-once.ts';
import { installThrowHandler } from '../throw-handler.ts';
import type { BuildRequest, BuildStep, ExportApi } from './export.api.ts';
import { buildCheckpoint, inspectCheckpoint } from './from-checkpoint.ts';
import { buildOnnx, inspectOnnx, outputsAt } from './from-onnx.ts';
import { formatIn, readBytes } from './model-bytes.ts';

const api: ExportApi = {
  async inspect(file) {
    const bytes = await readBytes(file);
    const format = formatIn(file, bytes);
    return format === 'onnx' ? inspectOnnx(bytes) : inspectCheckpoint(format, bytes);
  },

  async outputsAt(file, size, layout) {
    return outputsAt(await readBytes(file), size, layout);
  },

  async build(request, onStep) {
    onStep('read');
    const { model, bytes } = await made(request, onStep);
    onStep('save');
    await saveUserModel(model, bytes);
    return model;
  },
};

async function made(request: BuildRequest, onStep: (step: BuildStep) => void) {
  const bytes = await readBytes(request.file);
  if (request.kind === 'onnx') return buildOnnx(request, bytes, onStep);
  return buildCheckpoint(request, formatIn(request.file, bytes), bytes, onStep);
}

installThrowHandler();
exposeOnce(api);
