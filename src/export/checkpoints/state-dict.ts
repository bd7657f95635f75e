import { VitrineError } from '#core/errors/vitrine-error.ts';
import { isModule, moduleState } from './module-state.ts';
import { TorchTensor } from './torch-objects.ts';

export type StateDict = ReadonlyMap<string, TorchTensor>;

/** Under which of these names training scripts put the weights to use, the best first. */
const usualNames = ['state_dict', 'model_state_dict', 'model', 'net', 'ema'];

/** ultralytics evaluates the moving average where a file still has it beside the model that was trained. */
const usualModules = ['ema', 'model'];

/**
 * The state_dict of what was pickled: the dict itself when it holds tensors, a module's own, else the one entry that is
 * either; among several the one of a usual name. `wanted` names the entry instead.
 */
export function stateDictOf(root: unknown, wanted?: string): StateDict {
  if (isModule(root)) return moduleState(root);
  if (!(root instanceof Map)) {
    throw new VitrineError('bad-file', 'the PyTorch file holds no dict of tensors and no module');
  }
  const dicts = new Map<unknown, unknown>(root);
  if (wanted === undefined && holdsTensors(root)) return tensorsOf(root);
  const chosen = dicts.get(wanted ?? usualEntry(dicts));
  if (holdsTensors(chosen)) return tensorsOf(chosen);
  if (isModule(chosen)) return moduleState(chosen);
  const found = [...dicts.keys()].filter((key) => typeof key === 'string').slice(0, 8);
  throw new VitrineError(
    'bad-file',
    `a state_dict was expected${wanted === undefined ? '' : ` under ${wanted}`}, found ${found.join(', ') || 'no entry by name'}`,
  );
}

function usualEntry(dicts: ReadonlyMap<unknown, unknown>): unknown {
  const namesOf = (holds: (value: unknown) => boolean) =>
    [...dicts].filter(([, value]) => holds(value)).map(([name]) => name);
  const [plain, modules] = [namesOf(holdsTensors), namesOf(isModule)];
  const all = [...plain, ...modules];
  if (all.length === 1) return all[0];
  return (
    usualNames.find((name) => plain.includes(name)) ?? usualModules.find((name) => modules.includes(name))
  );
}

const holdsTensors = (value: unknown): value is Map<unknown, unknown> =>
  value instanceof Map && [...value.values()].some((each) => each instanceof TorchTensor);

const tensorsOf = (dict: Map<unknown, unknown>): StateDict =>
  new Map(
    [...dict].filter(
      (entry): entry is [string, TorchTensor] =>
        typeof entry[0] === 'string' && entry[1] instanceof TorchTensor,
    ),
  );
