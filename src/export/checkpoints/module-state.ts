/** What `nn.Module.state_dict()` would give for a module that was pickled whole, read from its attributes. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { InertObject } from './inert-objects.ts';
import { TorchTensor } from './torch-objects.ts';

/** Networks nest layers in blocks in stages: a dozen levels. */
const MAX_DEPTH = 64;

/**
 * Entries of all modules' dicts together. One module may stand under several names, so that a small file can describe
 * endlessly many; the largest networks have thousands.
 */
const MAX_ENTRIES = 200_000;

/** Longest name of a parameter, as `model.22.cv3.2.1.bn.running_mean`. */
const MAX_KEY_LENGTH = 512;

/** True for an object that holds layers or parameters as nn.Module keeps them. */
export const isModule = (value: unknown): value is InertObject =>
  value instanceof InertObject && value.attributes.get('_modules') instanceof Map;

/** Parameters, then buffers, then the modules inside: the order and the names of state_dict(). */
export function moduleState(root: InertObject): Map<string, TorchTensor> {
  const walk = new ModuleWalk();
  walk.visit(root, '');
  return walk.state.size > 0 ? walk.state : refuse(`${root.className} holds no tensors`);
}

class ModuleWalk {
  readonly state = new Map<string, TorchTensor>();
  private readonly open = new Set<InertObject>();
  private entries = 0;

  visit(module: InertObject, prefix: string): void {
    if (this.open.has(module)) return refuse(`${prefix} (${module.className}) contains itself`);
    if (this.open.size >= MAX_DEPTH) return refuse(`modules are nested deeper than ${MAX_DEPTH}`);
    this.open.add(module);
    for (const [name, tensor] of this.dict(module, '_parameters')) this.add(prefix + name, tensor);
    const buffers = this.dict(module, '_buffers');
    // These are made anew by the constructor and are in no state_dict.
    for (const name of this.list(module, '_non_persistent_buffers_set')) buffers.delete(name as string);
    for (const [name, tensor] of buffers) this.add(prefix + name, tensor);
    for (const [name, inner] of this.dict(module, '_modules')) {
      if (inner instanceof InertObject) this.visit(inner, `${checked(prefix + name)}.`);
      else if (inner !== null) refuse(`${prefix}${name} must be a module`);
    }
    this.open.delete(module);
  }

  private add(key: string, tensor: unknown): void {
    // A layer without a bias keeps None under its name.
    if (tensor instanceof TorchTensor) this.state.set(checked(key), tensor);
    else if (tensor !== null) refuse(`${checked(key)} must be a tensor`);
  }

  private dict(module: InertObject, attribute: string): Map<string, unknown> {
    const held = module.attributes.get(attribute) ?? new Map<unknown, unknown>();
    if (!(held instanceof Map)) return refuse(`${module.className}.${attribute} must be a dict`);
    this.count(1 + held.size);
    const isNamed = (entry: [unknown, unknown]): entry is [string, unknown] => typeof entry[0] === 'string';
    const named = [...(held as Map<unknown, unknown>)].filter(isNamed);
    if (named.length !== held.size)
      return refuse(`${module.className}.${attribute} has a key that is no name`);
    return new Map(named);
  }

  private list(module: InertObject, attribute: string): readonly unknown[] {
    const held = module.attributes.get(attribute);
    if (!Array.isArray(held)) return [];
    this.count(held.length);
    return held as unknown[];
  }

  private count(entries: number): void {
    this.entries += entries;
    if (this.entries > MAX_ENTRIES) refuse(`it has more than ${MAX_ENTRIES} entries`);
  }
}

function checked(key: string): string {
  return key.length <= MAX_KEY_LENGTH ? key : refuse(`a name is longer than ${MAX_KEY_LENGTH} letters`);
}

function refuse(problem: string): never {
  throw new VitrineError('bad-file', `the pickled module is malformed: ${problem}`);
}
