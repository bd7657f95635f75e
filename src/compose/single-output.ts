import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { OutputSpec } from '#core/io-spec.ts';
import type { ComposerModel } from './composer.ts';

type MapOutput = Exclude<OutputSpec, { meaning: 'detector' | 'class-scores' | 'text-logits' }>;

/** The model's one output of this meaning, with its grid: [1,C,h,w] or [1,h,w,C] taken apart as `layout` says. */
export function singleOutput<M extends MapOutput['meaning']>(model: ComposerModel, meaning: M) {
  const isMeant = (output: OutputSpec): output is MapOutput & { meaning: M } => output.meaning === meaning;
  const spec = model.outputs.find(isMeant);
  if (!spec) throw new VitrineError('bad-shape', `the model has no output of meaning "${meaning}"`);
  const shape = model.shapes.get(spec.name);
  const [batch = 0, a = 0, b = 0, c = 0] = shape ?? [];
  const isPlanar = spec.layout === 'nchw';
  const grid = { channels: isPlanar ? a : c, height: isPlanar ? b : a, width: isPlanar ? c : b };
  if (shape?.length !== 4 || batch !== 1 || grid.channels * grid.height * grid.width === 0) {
    const wanted = isPlanar ? '[1,C,h,w]' : '[1,h,w,C]';
    throw new VitrineError(
      'bad-shape',
      `output "${spec.name}" must be ${wanted}, got [${shape?.join() ?? 'none'}]`,
    );
  }
  return { spec, ...grid };
}

/** The tensor or buffer of an output, which must be there. */
export function requireOutput<T>(outputs: ReadonlyMap<string, T>, name: string): T {
  const found = outputs.get(name);
  if (!found) throw new VitrineError('bad-shape', `output "${name}" is missing`);
  return found;
}
