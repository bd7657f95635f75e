// A network's output -> foreground opacity of the part of the map that shows the frame, averaged over frames.
//
// In: f32, [1,C,h,w] or [1,h,w,C] (the strides say which). In and out: the matte, f32 0..1, row by row, holding the
// former frame's. The past's weight falls from `weight` to 0 as the two differ by JITTER to MOVEMENT, so a still edge
// is calm and a moving one does not trail: by the cell itself or by the mean of it and the eight around it, whichever is
// less (noise moves single cells, movement brings neighbours along); those are BESIDE apart, and what exceeds LONE counts
// in any case. Cell for cell: nothing is resampled. Out: how many cells changed sides of a half (u32, to be cleared before).
// One invocation a cell. 8 x 8 workgroups: every adapter runs 64 invocations.

override CHANNELS: u32;
override CHANNEL: u32;
override CHANNEL_STRIDE: u32;
override PIXEL_STRIDE: u32;
override MAP_WIDTH: u32;
// 0: none, clamped to 0..1. 1: sigmoid. 2: softmax over the channels.
override ACTIVATION: u32;
override JITTER: f32;
override MOVEMENT: f32;
override BESIDE: i32;
override LONE: f32;

struct Window {
  left: u32,
  top: u32,
  width: u32,
  height: u32,
  weight: f32,
}

@group(0) @binding(0) var<uniform> window: Window;
@group(0) @binding(1) var<storage, read> output: array<f32>;
@group(0) @binding(2) var<storage, read_write> matte: array<f32>;
@group(0) @binding(3) var<storage, read_write> changed: atomic<u32>;

fn alpha_at(pixel: u32) -> f32 {
  let value = output[pixel + CHANNEL * CHANNEL_STRIDE];
  if (ACTIVATION == 0u) {
    return clamp(value, 0.0, 1.0);
  }
  if (ACTIVATION == 1u) {
    return 1.0 / (1.0 + exp(-value));
  }
  var sum = 0.0;
  for (var k = 0u; k < CHANNELS; k++) {
    sum += exp(output[pixel + k * CHANNEL_STRIDE] - value);
  }
  return 1.0 / sum;
}

// The frame's opacity at a cell of the window; beyond the border are those at it.
fn alpha_in(cell: vec2i) -> f32 {
  let last = vec2i(vec2u(window.width, window.height)) - 1;
  let at = vec2u(clamp(cell, vec2i(0), last)) + vec2u(window.left, window.top);
  return alpha_at((at.y * MAP_WIDTH + at.x) * PIXEL_STRIDE);
}

fn mean_around(cell: vec2i) -> f32 {
  var sum = 0.0;
  for (var dy = -1; dy <= 1; dy++) {
    for (var dx = -1; dx <= 1; dx++) {
      sum += alpha_in(cell + BESIDE * vec2i(dx, dy));
    }
  }
  return sum / 9.0;
}

@compute @workgroup_size(8, 8)
fn activate_alpha_compute(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= window.width || id.y >= window.height) {
    return;
  }
  let cell = vec2i(id.xy);
  let now = alpha_in(cell);
  let i = id.y * window.width + id.x;
  let before = matte[i];
  var value = now;
  if (window.weight > 0.0) {
    var apart = abs(now - before);
    if (apart > JITTER) {
      apart = max(apart - LONE, min(apart, abs(mean_around(cell) - before)));
    }
    let agreement = 1.0 - smoothstep(JITTER, MOVEMENT, apart);
    value = now + (before - now) * window.weight * agreement;
  }
  if ((value >= 0.5) != (before >= 0.5)) {
    atomicAdd(&changed, 1u);
  }
  matte[i] = value;
}
