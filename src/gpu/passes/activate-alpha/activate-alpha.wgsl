// A network's output -> foreground opacity of the part of the map that shows the frame, averaged over frames.
//
// In: f32, [1,C,h,w] or [1,h,w,C] (the strides say which). In and out: the matte, f32 0..1, row by row, holding the
// former frame's. The past's weight falls from `weight` to 0 as the two differ by JITTER to MOVEMENT, so a still edge
// is calm and a moving one does not trail. Cell for cell: nothing is resampled. Out: how many cells changed sides of a
// half (u32, to be cleared before).
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

@compute @workgroup_size(8, 8)
fn activate_alpha_compute(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= window.width || id.y >= window.height) {
    return;
  }
  let now = alpha_at(((window.top + id.y) * MAP_WIDTH + window.left + id.x) * PIXEL_STRIDE);
  let i = id.y * window.width + id.x;
  let before = matte[i];
  var value = now;
  if (window.weight > 0.0) {
    let agreement = 1.0 - smoothstep(JITTER, MOVEMENT, abs(now - before));
    value = now + (before - now) * window.weight * agreement;
  }
  if ((value >= 0.5) != (before >= 0.5)) {
    atomicAdd(&changed, 1u);
  }
  matte[i] = value;
}
