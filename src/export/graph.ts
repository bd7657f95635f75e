/** A network as data: what the builder makes, passes rewrite and the writer stores. Shapes are static. */
import type { DataType, TensorData } from './tensor-data.ts';

/** The operator set that the graphs are written for. */
export const OPSET = 17;

/** A node's attribute, tagged as ONNX tags it. */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'tensor'; readonly value: TensorData };

export type Attributes = Readonly<Record<string, Attribute>>;

export const int = (value: number): Attribute => ({ kind: 'int', value });
export const float = (value: number): Attribute => ({ kind: 'float', value });
export const string = (value: string): Attribute => ({ kind: 'string', value });
export const ints = (value: readonly number[]): Attribute => ({ kind: 'ints', value });

/** The whole number that the attribute holds, or the operator's default where it is not said. */
export function integerOf(attributes: Attributes, name: string, fallback: number): number {
  const found = attributes[name];
  return found?.kind === 'int' ? found.value : fallback;
}

export interface Node {
  /** ONNX operator of the default domain. */
  readonly op: string;
  /** Names of values; an empty name is an optional input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
  /** Whether it computes in single precision in fp16 files too. */
  readonly single?: boolean;
}

export interface Value {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly number[];
}

export interface OutputValue extends Value {
  /** The input that a recurrent network is given this as, in its next run. */
  readonly becomes?: string;
}

export interface Graph {
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly OutputValue[];
  /** In an order in which every node comes after those it reads. */
  readonly nodes: readonly Node[];
  readonly constants: ReadonlyMap<string, TensorData>;
}
