// Moving average over frames: state = value + (state - value) * weight, where `weight` is that of the past.
//
// In and out: f32, any shape, the same number of entries. Weight 0 takes the value as it is (first frame).
// A grid-stride loop over at most 65,535 workgroups of 64, one entry an invocation for all but huge tensors.

@group(0) @binding(0) var<uniform> weight: f32;
@group(0) @binding(1) var<storage, read> value: array<f32>;
@group(0) @binding(2) var<storage, read_write> state: array<f32>;

@compute @workgroup_size(64)
fn temporal_smooth_compute(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let count = arrayLength(&state);
  for (var i = id.x; i < count; i += groups.x * 64u) {
    // Read only where it counts: a fresh state may hold anything.
    state[i] = value[i] + select(0.0, (state[i] - value[i]) * weight, weight > 0.0);
  }
}
