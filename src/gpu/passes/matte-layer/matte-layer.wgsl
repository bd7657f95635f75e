// The colours of the person or of the background, spread past the matte's edge on a coarse grid: blurred sums of
// colour times opacity divided by the blurred opacity, so that neither bleeds into the other.
//
// In: the frame (rgba8unorm, sRGB values as they are) and the matte's coefficients (vec4f a cell of their own grid).
// Out: vec4f a cell, R G B in 0..1 and the blurred opacity.
// Three dispatches: sample and weigh; Gaussian along rows; Gaussian along columns and division. Weights outside of
// the grid are left out, and the division makes up for it.
// One invocation a cell. 8 x 8 workgroups: neighbours share most of their kernels, every adapter runs 64 invocations.

// Keeps the division finite deep inside the other layer, where the plain blurred frame shows through.
override LEAST_WEIGHT: f32;

struct Layer {
  grid: FrameGrid,
  alpha_grid: FrameGrid,
  low: f32,
  high: f32,
  // 1: of the person, 0: of the background.
  is_person: u32,
  // Of the blur, in cells.
  sigma: f32,
  reach: u32,
}

@group(0) @binding(0) var<uniform> layer: Layer;
@group(0) @binding(1) var frame: texture_2d<f32>;
@group(0) @binding(2) var<storage, read> coefficients: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> colours: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> rows: array<vec4f>;

fn is_outside(id: vec3u) -> bool {
  return id.x >= layer.grid.width || id.y >= layer.grid.height;
}

fn fit_at(uv: vec2f) -> vec4f {
  let tap = grid_tap(layer.alpha_grid, uv);
  let width = layer.alpha_grid.width;
  let top = tap.first.y * width;
  let bottom = tap.second.y * width;
  let upper = mix(coefficients[top + tap.first.x], coefficients[top + tap.second.x], tap.fraction.x);
  let lower = mix(coefficients[bottom + tap.first.x], coefficients[bottom + tap.second.x], tap.fraction.x);
  return mix(upper, lower, tap.fraction.y);
}

@compute @workgroup_size(8, 8)
fn layer_weigh_compute(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) {
    return;
  }
  let colour = sample_cell(frame, layer.grid, id.xy);
  let uv = (vec2f(id.xy) + 0.5) / vec2f(layer.grid.span_x, layer.grid.span_y);
  let alpha = alpha_of(fit_at(uv), colour, layer.low, layer.high);
  let weight = max(select(1.0 - alpha, alpha, layer.is_person == 1u), LEAST_WEIGHT);
  colours[id.y * layer.grid.width + id.x] = vec4f(colour * weight, weight);
}

fn kernel(distance: u32) -> f32 {
  let d = f32(distance);
  return exp(-d * d / (2.0 * layer.sigma * layer.sigma));
}

@compute @workgroup_size(8, 8)
fn layer_rows_compute(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) {
    return;
  }
  let first = id.x - min(id.x, layer.reach);
  let last = min(id.x + layer.reach, layer.grid.width - 1u);
  var sum = vec4f(0.0);
  for (var x = first; x <= last; x++) {
    sum += colours[id.y * layer.grid.width + x] * kernel(max(x, id.x) - min(x, id.x));
  }
  rows[id.y * layer.grid.width + id.x] = sum;
}

@compute @workgroup_size(8, 8)
fn layer_columns_compute(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) {
    return;
  }
  let first = id.y - min(id.y, layer.reach);
  let last = min(id.y + layer.reach, layer.grid.height - 1u);
  var sum = vec4f(0.0);
  for (var y = first; y <= last; y++) {
    sum += rows[y * layer.grid.width + id.x] * kernel(max(y, id.y) - min(y, id.y));
  }
  colours[id.y * layer.grid.width + id.x] = vec4f(sum.rgb / sum.a, sum.a);
}
