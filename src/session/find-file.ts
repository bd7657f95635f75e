import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { ModelSettings } from './session-state.ts';

/** The file that the settings name. Throws VitrineError('model-missing') and says what there is instead. */
export function findFile(files: readonly ModelFile[], settings: ModelSettings): ModelFile {
  const { model, variant, size, precision, engine } = settings;
  const format = engine.startsWith('mediapipe') ? 'tflite' : 'onnx';
  const ofVariant = files.filter((file) => file.model === model && file.variant === variant);
  const found = ofVariant.find(
    (file) =>
      file.format === format &&
      file.precision === precision &&
      file.size.width === size.width &&
      file.size.height === size.height,
  );
  if (found) return found;
  const wanted = `${format} ${precision} ${size.width}x${size.height}`;
  const there = ofVariant.map(
    (file) => `${file.format} ${file.precision} ${file.size.width}x${file.size.height}`,
  );
  throw new VitrineError('model-missing', `${model}/${variant} is not here as ${wanted}.`, {
    detail: there.length > 0 ? `there is ${there.join(', ')}` : 'there is no file of it',
  });
}
