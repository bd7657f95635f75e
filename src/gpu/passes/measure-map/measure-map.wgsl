// Sum and maximum of a map, and a colour scale that follows the maximum slowly.
//
// In: f32, any shape. Out: figures = sum, maximum (not below 0), scale. The scale of the frame before is read from
// `figures` itself, so it never travels to the CPU and back.
// Two dispatches: 64 workgroups of 64 stride over the map and leave a partial each, then one workgroup merges the 64
// partials. Trees in workgroup memory rather than atomics: WGSL has none for floats, and the order stays the same
// from frame to frame.

struct Measure {
  // The past's weight in the scale, 0 on the first frame.
  memory: f32,
  // The scale is never below.
  lowest: f32,
}

@group(0) @binding(0) var<uniform> measure: Measure;
@group(0) @binding(1) var<storage, read> map: array<f32>;
@group(0) @binding(2) var<storage, read_write> partials: array<vec2f, 64>;
@group(0) @binding(3) var<storage, read_write> figures: array<f32, 3>;

var<workgroup> sums: array<f32, 64>;
var<workgroup> maxima: array<f32, 64>;

// Leaves the workgroup's sum and maximum in entry 0. Called by all 64 invocations alike.
fn merge(local: u32, sum: f32, maximum: f32) {
  sums[local] = sum;
  maxima[local] = maximum;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local < half) {
      sums[local] += sums[local + half];
      maxima[local] = max(maxima[local], maxima[local + half]);
    }
  }
  workgroupBarrier();
}

@compute @workgroup_size(64)
fn measure_map_partial_compute(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
) {
  var sum = 0.0;
  var maximum = 0.0;
  for (var i = id.x; i < arrayLength(&map); i += 4096u) {
    sum += map[i];
    maximum = max(maximum, map[i]);
  }
  merge(local, sum, maximum);
  if (local == 0u) {
    partials[group.x] = vec2f(sums[0], maxima[0]);
  }
}

@compute @workgroup_size(64)
fn measure_map_total_compute(@builtin(local_invocation_index) local: u32) {
  merge(local, partials[local].x, partials[local].y);
  if (local == 0u) {
    let maximum = maxima[0];
    figures[0] = sums[0];
    figures[1] = maximum;
    let followed = select(maximum, mix(maximum, figures[2], measure.memory), measure.memory > 0.0);
    figures[2] = max(followed, measure.lowest);
  }
}
