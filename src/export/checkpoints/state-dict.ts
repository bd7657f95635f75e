import { VitrineError } from '#core/errors/vitrine-error.ts';
import { TorchTensor } from './torch-objects.ts';

export type StateDict = ReadonlyMap<string, TorchTensor>;

/** Under which of these names training scripts put the weights to use, the best first. */
const usualNames = ['state_dict', 'model_state_dict', 'model', 'net', 'ema'];

/**
 * The state_dict of what was pickled: the dict itself when it holds tensors, else the one entry that does; among
 * several the one of a usual name. `wanted` names the entry instead.
 */
export function stateDictOf(root: unknown, wanted?: string): StateDict {
  if (!(root instanceof Map)) throw new VitrineError('bad-file', 'the PyTorch file holds no dict of tensors');
  const dicts = new Map<unknown, unknown>(root);
  if (wanted === undefined && holdsTensors(root)) return tensorsOf(root);
  const inside = [...dicts].filter(([, value]) => holdsTensors(value)).map(([name]) => String(name));
  const choice =
    wanted ?? (inside.length === 1 ? inside[0] : usualNames.find((name) => inside.includes(name)));
  const chosen = choice === undefined ? undefined : dicts.get(choice);
  if (holdsTensors(chosen)) return tensorsOf(chosen);
  const found = [...dicts.keys()].slice(0, 8).map(String).join(', ');
  throw new VitrineError(
    'bad-file',
    `a state_dict was expected${wanted ? ` under ${wanted}` : ''}, found ${found}`,
  );
}

const holdsTensors = (value: unknown): value is Map<unknown, unknown> =>
  value instanceof Map && [...value.values()].some((each) => each instanceof TorchTensor);

const tensorsOf = (dict: Map<unknown, unknown>): StateDict =>
  new Map(
    [...dict]
      .filter((entry): entry is [string, TorchTensor] => entry[1] instanceof TorchTensor)
      .map(([key, tensor]) => [String(key), tensor]),
  );
