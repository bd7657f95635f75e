// Moving average of class scores over frames, whose past weighs less where it disagrees about the class.
//
// In: f32 scores, [1,C,h,w] or [1,h,w,C] (the strides say which). In and out: the average, laid out alike. `weight` is
// that of the past; 0 takes the scores as they are (first frame). Where the two have other classes, a and b, on top, the
// weight falls from whole to none as sigmoid(a - b) of the two differs by JITTER to MOVEMENT: by itself or by its mean over
// the pixel and the eight around it, whichever is less (noise moves single pixels, movement brings neighbours along);
// those are BESIDE apart, and what exceeds LONE counts in any case.
// One invocation a pixel; a grid-stride loop over at most 65,535 workgroups of 64.

override CLASSES: u32;
override CLASS_STRIDE: u32;
override PIXEL_STRIDE: u32;
override WIDTH: u32;
override HEIGHT: u32;
override JITTER: f32;
override MOVEMENT: f32;
override BESIDE: i32;
override LONE: f32;

@group(0) @binding(0) var<uniform> weight: f32;
@group(0) @binding(1) var<storage, read> value: array<f32>;
@group(0) @binding(2) var<storage, read_write> state: array<f32>;

fn sigmoid(x: f32) -> f32 {
  return 1.0 / (1.0 + exp(-x));
}

// sigmoid(a - b) of the frame's scores, mean over pixel p and the eight around it; beyond the border are those at it.
fn mean_around(p: u32, a: u32, b: u32) -> f32 {
  let cell = vec2i(vec2u(p % WIDTH, p / WIDTH));
  let last = vec2i(vec2u(WIDTH, HEIGHT)) - 1;
  var sum = 0.0;
  for (var dy = -1; dy <= 1; dy++) {
    for (var dx = -1; dx <= 1; dx++) {
      let beside = vec2u(clamp(cell + BESIDE * vec2i(dx, dy), vec2i(0), last));
      let at = (beside.y * WIDTH + beside.x) * PIXEL_STRIDE;
      sum += sigmoid(value[at + a] - value[at + b]);
    }
  }
  return sum / 9.0;
}

// How much of its weight the past keeps at pixel p.
fn kept(p: u32) -> f32 {
  let at = p * PIXEL_STRIDE;
  var now = at;
  var before = at;
  for (var c = 1u; c < CLASSES; c++) {
    let i = at + c * CLASS_STRIDE;
    if (value[i] > value[now]) {
      now = i;
    }
    if (state[i] > state[before]) {
      before = i;
    }
  }
  if (now == before) {
    return 1.0;
  }
  let past = sigmoid(state[now] - state[before]);
  var apart = abs(sigmoid(value[now] - value[before]) - past);
  if (apart > JITTER) {
    apart = max(apart - LONE, min(apart, abs(mean_around(p, now - at, before - at) - past)));
  }
  return 1.0 - smoothstep(JITTER, MOVEMENT, apart);
}

@compute @workgroup_size(64)
fn temporal_smooth_labels_compute(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  for (var p = id.x; p < WIDTH * HEIGHT; p += groups.x * 64u) {
    let at = p * PIXEL_STRIDE;
    var past = 0.0;
    // Read only where it counts: a fresh state may hold anything.
    if (weight > 0.0) {
      past = weight * kept(p);
    }
    for (var c = 0u; c < CLASSES; c++) {
      let i = at + c * CLASS_STRIDE;
      state[i] = value[i] + select(0.0, (state[i] - value[i]) * past, past > 0.0);
    }
  }
}
