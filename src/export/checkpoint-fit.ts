/** How well a checkpoint fits a network, by keys and shapes alone: nothing is read, and what is far off is given up early. */
import type { Checkpoint } from './checkpoints/stored-tensor.ts';
import { GraphBuilder, type ParameterSource } from './graph-builder.ts';
import type { ParameterProgram, ProgramOptions } from './network-program.ts';
import { isTrainingCount, prefixOf } from './strict-parameters.ts';
import { float32, sameShape, sizeOf, type TensorData } from './tensor-data.ts';

export interface CheckpointFit {
  /** Keys that agree ÷ all keys of both: 1 is a strict fit. */
  score: number;
  matched: number;
  missing: string[];
  misshapen: { key: string; wanted: readonly number[]; found: readonly number[] }[];
  /** Keys that the network does not know; empty when it was given up before they could be told. */
  unexpected: string[];
}

/** A network whose first parameters mostly do not fit is another one; building it to the end would be in vain. */
const MOST_MISSES = 12;

/** More than the largest parameter of any network here; the pages of an array of zeros cost nothing until written. */
const USUAL_MOST_ELEMENTS = 1 << 24;

class GaveUp extends Error {}

/** Asks `program` for its parameters and compares them with the keys of `checkpoint`. */
export function checkpointFit(
  program: ParameterProgram,
  options: ProgramOptions,
  checkpoint: Checkpoint,
): CheckpointFit {
  const source = new ComparingParameters(checkpoint);
  try {
    program.build(new GraphBuilder({ parameters: source }), options);
  } catch (error) {
    if (!(error instanceof GaveUp)) throw error;
  }
  const { taken, missing, misshapen, prefix } = source;
  const unexpected = [...checkpoint.keys()]
    .filter((key) => !taken.has(key))
    .map((key) => (key.startsWith(prefix) ? key.slice(prefix.length) : key))
    .filter((key) => !isTrainingCount(key) && !program.isUnused?.(key, options.config));
  const matched = taken.size - misshapen.length;
  const all = taken.size + missing.length + unexpected.length;
  return { score: all === 0 ? 0 : matched / all, matched, missing, misshapen, unexpected };
}

/** Gives zeros for everything and remembers what was asked. */
class ComparingParameters implements ParameterSource {
  readonly taken = new Set<string>();
  readonly missing: string[] = [];
  readonly misshapen: CheckpointFit['misshapen'] = [];
  private readonly checkpoint: Checkpoint;
  private found: string | undefined;
  private zeros = new Float32Array(USUAL_MOST_ELEMENTS);

  constructor(checkpoint: Checkpoint) {
    this.checkpoint = checkpoint;
  }

  get prefix(): string {
    return this.found ?? '';
  }

  take(key: string, shape: readonly number[]): TensorData<'float32'> {
    this.found ??= prefixOf(this.checkpoint, key);
    const full = this.prefix + key;
    const stored = this.checkpoint.get(full);
    if (!stored) this.missing.push(key);
    else {
      if (!this.taken.has(full) && !sameShape(stored.shape, shape)) {
        this.misshapen.push({ key, wanted: shape, found: stored.shape });
      }
      this.taken.add(full);
    }
    const fitting = this.taken.size - this.misshapen.length;
    if (this.missing.length + this.misshapen.length > MOST_MISSES + fitting) throw new GaveUp();
    return float32(shape, this.zerosOf(sizeOf(shape)));
  }

  /** Of one memory for all: equal constants are then told without comparing them. */
  private zerosOf(size: number): Float32Array {
    if (this.zeros.length < size) this.zeros = new Float32Array(size);
    return this.zeros.subarray(0, size);
  }
}
