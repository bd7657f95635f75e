/** Multiply-accumulates of a network: of its convolutions and matrix products, one run, batch 1. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Attributes, Graph } from './graph.ts';
import { GraphBuilder, type Inputs } from './graph-builder.ts';
import { replayOnnx } from './onnx-import/replay.ts';
import type { OnnxModel } from './onnx-reader.ts';
import { sizeOf } from './tensor-data.ts';

/** Notes what each node costs while a network is built. */
export class CountingBuilder extends GraphBuilder {
  /** By operator and names of what it reads: those of its outputs may change until the end. */
  private readonly macsOf = new Map<string, number>();

  override emitAll(
    op: string,
    inputs: Inputs,
    attributes: Attributes,
    results: Parameters<GraphBuilder['emitAll']>[3],
  ) {
    const macs = macsOfNode(
      op,
      inputs.map((input) => input?.shape ?? []),
      results[0]?.shape ?? [],
    );
    const names = inputs.map((input) => input?.name ?? '');
    if (macs > 0) this.macsOf.set(keyOf(op, names), macs);
    return super.emitAll(op, inputs, attributes, results);
  }

  /** Of the nodes that reach an output. */
  macsIn({ nodes }: Graph): number {
    return nodes.reduce((sum, { op, inputs }) => sum + (this.macsOf.get(keyOf(op, inputs)) ?? 0), 0);
  }
}

type Shape = readonly number[];

function macsOfNode(op: string, [from = [], weight = []]: readonly Shape[], out: Shape): number {
  if (op === 'Conv') return sizeOf(out) * sizeOf(weight.slice(1));
  if (op === 'ConvTranspose') return sizeOf(from) * sizeOf(weight.slice(1));
  if (op === 'MatMul' || op === 'Gemm') return sizeOf(out) * (from.at(-1) ?? 0);
  return 0;
}

const keyOf = (op: string, inputs: readonly string[]): string => [op, ...inputs].join();

/** Undefined where the file's shapes cannot be followed: open sides, half precision, operators without a counterpart. */
export function macsOf(model: OnnxModel): number | undefined {
  const builder = new CountingBuilder();
  const inputs = model.inputs.map(({ name, shape, type }) => {
    const sides = shape.map((side) => (typeof side === 'number' ? side : 0));
    return { name, sides, type };
  });
  if (inputs.some(({ sides }) => sides.includes(0))) return undefined;
  try {
    const handles = inputs.map(({ name, sides, type }) => [name, builder.input(name, sides, type)] as const);
    const outputs = replayOnnx(builder, model, Object.fromEntries(handles));
    for (const [i, tensor] of Object.values(outputs).entries()) builder.output(`out ${i}`, tensor);
    return builder.macsIn(builder.finish());
  } catch (error) {
    if (error instanceof VitrineError) return undefined;
    throw error;
  }
}
