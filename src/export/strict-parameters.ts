/** A checkpoint as a network's parameters, strictly: what is missing, misshapen or left over is listed in one error. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Checkpoint } from './checkpoints/stored-tensor.ts';
import { withoutDenormals } from './denormals.ts';
import type { ParameterSource } from './graph-builder.ts';
import { float32, sameShape, showShape, sizeOf, type TensorData } from './tensor-data.ts';

/** What torch.nn.DataParallel and training wrappers put before every key. */
const usualPrefixes = ['', 'module.', 'model.', 'module.model.', 'model.module.'];

/** The one before `key` in this checkpoint; undefined when the key is not there under any. */
export const prefixOf = (checkpoint: Checkpoint, key: string): string | undefined =>
  usualPrefixes.find((prefix) => checkpoint.has(prefix + key));

/** Counts training steps for the moving averages; every batch norm has one and no inference reads it. */
export const isTrainingCount = (key: string): boolean => key.endsWith('num_batches_tracked');

/** Keys listed in an error before the rest is only counted. */
const MAX_LISTED = 10;

export class StrictParameters implements ParameterSource {
  private readonly checkpoint: Checkpoint;
  private readonly taken = new Set<string>();
  private readonly missing: string[] = [];
  private readonly misshapen: string[] = [];
  private prefix: string | undefined;
  private denormals = 0;

  constructor(checkpoint: Checkpoint) {
    this.checkpoint = checkpoint;
  }

  /** A missing or misshapen parameter is noted and stands as zeros until `check` throws, so that all are found. */
  take(key: string, shape: readonly number[]): TensorData<'float32'> {
    this.prefix ??= prefixOf(this.checkpoint, key);
    const stored = this.checkpoint.get((this.prefix ?? '') + key);
    if (stored) this.taken.add((this.prefix ?? '') + key);
    if (stored && sameShape(stored.shape, shape)) {
      const { values, zeroed } = withoutDenormals(stored.read());
      this.denormals += zeroed;
      return float32(shape, values);
    }
    if (stored) this.misshapen.push(`${key} must be ${showShape(shape)}, found ${showShape(stored.shape)}`);
    else this.missing.push(`${key} ${showShape(shape)}`);
    return float32(shape, new Float32Array(sizeOf(shape)));
  }

  /** Throws 'bad-file' unless each key was taken once with its shape, or is known to be unused. */
  check(isUnused: (key: string) => boolean): void {
    const problems = [
      list('missing', this.missing),
      list('of another shape', this.misshapen),
      list('unexpected', this.unexpected(isUnused)),
    ].filter((line) => line !== '');
    if (problems.length > 0) {
      throw new VitrineError('bad-file', `the checkpoint does not fit the network: ${problems.join('; ')}`);
    }
  }

  private unexpected(isUnused: (key: string) => boolean): string[] {
    const prefix = this.prefix ?? '';
    return [...this.checkpoint.keys()]
      .filter((key) => !this.taken.has(key))
      .map((key) => (key.startsWith(prefix) ? key.slice(prefix.length) : key))
      .filter((key) => !isTrainingCount(key) && !isUnused(key));
  }

  /** What a reader of the export should know. */
  get notes(): string[] {
    const notes: string[] = [];
    if (this.prefix) notes.push(`the checkpoint's keys start with "${this.prefix}"`);
    if (this.denormals > 0) notes.push(`${this.denormals} denormal weights were set to zero`);
    return notes;
  }
}

function list(what: string, keys: readonly string[]): string {
  if (keys.length === 0) return '';
  const rest = keys.length > MAX_LISTED ? ` and ${keys.length - MAX_LISTED} more` : '';
  return `${keys.length} ${what} (${keys.slice(0, MAX_LISTED).join(', ')}${rest})`;
}
