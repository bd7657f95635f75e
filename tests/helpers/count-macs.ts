import { GraphBuilder, type Inputs } from '#export/graph-builder.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';
import type { Attributes, Graph } from '#export/graph.ts';
import type { ParameterProgram, ProgramOptions } from '#models/network-program.ts';

/** Notes the multiply-accumulates of convolutions and matrix products while a network is built. */
class CountingBuilder extends GraphBuilder {
  /** By operator and names of what it reads: those of its outputs may change until the end. */
  private readonly macsOf = new Map<string, number>();

  override emitAll(
    op: string,
    inputs: Inputs,
    attributes: Attributes,
    results: Parameters<GraphBuilder['emitAll']>[3],
  ) {
    const out = results[0] ? sizeOf(results[0].shape) : 0;
    const [from, weight] = [inputs[0]?.shape ?? [], inputs[1]?.shape ?? []];
    const note = (macs: number) =>
      this.macsOf.set(
        keyOf(
          op,
          inputs.map((input) => input?.name ?? ''),
        ),
        macs,
      );
    if (op === 'Conv') note(out * sizeOf(weight.slice(1)));
    if (op === 'ConvTranspose') note(sizeOf(from) * sizeOf(weight.slice(1)));
    if (op === 'MatMul' || op === 'Gemm') note(out * (from.at(-1) ?? 0));
    return super.emitAll(op, inputs, attributes, results);
  }

  /** Of the nodes that reach an output. */
  macsIn({ nodes }: Graph): number {
    return nodes.reduce((sum, { op, inputs }) => sum + (this.macsOf.get(keyOf(op, inputs)) ?? 0), 0);
  }
}

/** Views of one array: the builder sees at once that two of them are the same. */
let shared = new Float32Array(1 << 22);
function zeros(count: number): Float32Array {
  if (shared.length < count) shared = new Float32Array(count);
  return shared.subarray(0, count);
}

const keyOf = (op: string, inputs: readonly string[]): string => [op, ...inputs].join();

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
