/** How a family's ONNX graph comes from its checkpoint. Pure: Node and workers alike. */
import type { Size } from '#core/geometry.ts';
import type { Graph } from './graph.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { UntrainedValue } from './untrained-parameters.ts';

/** A variant's settings from the manifest: width multiplier, class count ... */
export type ProgramConfig = Readonly<Record<string, number | string | boolean>>;

export interface ProgramOptions {
  /** The input size of the static graph. */
  size: Size;
  config: ProgramConfig;
}

/** A network written down in our own words; the checkpoint brings parameters by state_dict key. */
export interface ParameterProgram {
  from: 'parameters';
  /** Declares inputs, asks the builder for each parameter by its original key, declares outputs. */
  build(graph: GraphBuilder, options: ProgramOptions): void;
  /** Keys that checkpoints hold and the graph never reads, such as heads for training. */
  isUnused?(key: string, config: ProgramConfig): boolean;
  /**
   * Where there is no checkpoint: constants of the architecture that checkpoints bring along, and biases without which
   * a detector would find something everywhere.
   */
  untrained?: UntrainedValue;
}

/** A network that comes as a graph in another format (TFJS, TFLite, ONNX). Files by their base name. */
export interface GraphProgram {
  from: 'graph';
  convert(files: ReadonlyMap<string, Uint8Array>, options: ProgramOptions): Graph | Promise<Graph>;
}

export type NetworkProgram = ParameterProgram | GraphProgram;
