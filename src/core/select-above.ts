import type { SparseView, TensorView } from './io-spec.ts';

/** Entries of `tensor` above `threshold`, in order of index, at most `cap`. CPU twin of the `select-above` pass. */
export function selectAbove(tensor: TensorView, threshold: number, cap: number): SparseView {
  const indices: number[] = [];
  const { data } = tensor;
  for (let i = 0; i < data.length && indices.length < cap; i++) {
    if (data[i]! > threshold) indices.push(i);
  }
  return {
    shape: tensor.shape,
    indices: Uint32Array.from(indices),
    values: Float32Array.from(indices, (i) => data[i]!),
  };
}
