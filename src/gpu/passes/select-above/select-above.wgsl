// Compacts the entries of a large tensor above a threshold into a short list, so that only these are read back.
//
// In: f32, any shape, C order. Out: flat indices (u32) and values (f32), unordered, and how many passed, which may
// exceed CAP: then which ones are kept is up to the scheduling. NaN never passes.
// A grid-stride loop over at most 65,535 workgroups of 64: one invocation an entry for all but huge tensors. The
// atomic is touched only by passing entries, a few hundred at most.

override COUNT: u32;
override CAP: u32;

@group(0) @binding(0) var<uniform> threshold: f32;
@group(0) @binding(1) var<storage, read> tensor: array<f32>;
@group(0) @binding(2) var<storage, read_write> passed: atomic<u32>;
@group(0) @binding(3) var<storage, read_write> indices: array<u32>;
@group(0) @binding(4) var<storage, read_write> values: array<f32>;

@compute @workgroup_size(64)
fn select_above_compute(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  for (var i = id.x; i < COUNT; i += groups.x * 64u) {
    let value = tensor[i];
    if (value > threshold) {
      let slot = atomicAdd(&passed, 1u);
      if (slot < CAP) {
        indices[slot] = i;
        values[slot] = value;
      }
    }
  }
}
