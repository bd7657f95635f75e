/** The type of a family's network.ts: how its ONNX graph comes from a checkpoint. Pure: Node and worker alike. */
import type { Size } from '#core/geometry.ts';
import type { Graph } from '#export/graph.ts';
import type { GraphBuilder } from '#export/graph-builder.ts';

export interface ProgramOptions {
  /** The input size of the static graph. */
  size: Size;
  /** The variant's `config` from the manifest: width multiplier, class count ... */
  config: Readonly<Record<string, number | string | boolean>>;
}

/** A network written down in our own words; the checkpoint brings parameters by state_dict key. */
export interface ParameterProgram {
  from: 'parameters';
  /** Declares inputs, asks the builder for each parameter once by its original key, declares outputs. */
  build(graph: GraphBuilder, options: ProgramOptions): void;
  /** Keys that checkpoints hold and the graph never reads, such as heads for training. */
  isUnused?(key: string): boolean;
}

/** A network that comes as a graph in another format (TFJS, TFLite, ONNX). Files by their base name. */
export interface GraphProgram {
  from: 'graph';
  convert(files: ReadonlyMap<string, Uint8Array>, options: ProgramOptions): Graph | Promise<Graph>;
}

export type NetworkProgram = ParameterProgram | GraphProgram;
