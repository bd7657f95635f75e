import { CountingBuilder } from '#export/count-macs.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';
import type { ParameterProgram, ProgramOptions } from '#models/network-program.ts';

/** Views of one array: the builder sees at once that two of them are the same. */
let shared = new Float32Array(1 << 22);
function zeros(count: number): Float32Array {
  if (shared.length < count) shared = new Float32Array(count);
  return shared.subarray(0, count);
}

export interface Counted {
  /** Names and shapes. */
  inputs: [string, ...number[]][];
  outputs: [string, ...number[]][];
  /** Names of the inputs that a recurrent network is given its own outputs as. */
  fedBack: string[];
  /** Learned numbers, without the statistics of batch normalisations. */
  params: number;
  macs: number;
}

/** What a network is at that size, built with zeros for weights. Throws where it asks for a parameter in two shapes. */
export function countNetwork(program: ParameterProgram, options: ProgramOptions): Counted {
  const taken = new Map<string, readonly number[]>();
  const take = (key: string, shape: readonly number[]) => {
    const before = taken.get(key);
    if (before && before.join() !== shape.join()) throw new Error(`${key} is asked for in two shapes`);
    taken.set(key, shape);
    return float32(shape, zeros(sizeOf(shape)));
  };
  const builder = new CountingBuilder({ parameters: { take } });
  program.build(builder, options);
  const graph = builder.finish();
  const { inputs, outputs } = graph;
  const learned = [...taken].filter(([key]) => !/\.running_(mean|var)$/.test(key));
  return {
    inputs: inputs.map(({ name, shape }) => [name, ...shape]),
    fedBack: graph.outputs.flatMap(({ becomes }) => becomes ?? []),
    outputs: outputs.map(({ name, shape }) => [name, ...shape]),
    params: learned.reduce((sum, [, shape]) => sum + sizeOf(shape), 0),
    macs: builder.macsIn(graph),
  };
}
