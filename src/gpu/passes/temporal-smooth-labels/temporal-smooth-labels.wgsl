// Moving average of class scores over frames, whose past weighs less where it disagrees about the class.
//
// In: f32 scores, [1,C,h,w] or [1,h,w,C] (the strides say which). In and out: the average, laid out alike. `weight` is
// that of the past; 0 takes the scores as they are (first frame). Where the two have other classes, a and b, on top, the
// weight falls from whole to none as sigmoid(a - b) of the two differs by JITTER to MOVEMENT.
// One invocation a pixel; a grid-stride loop over at most 65,535 workgroups of 64.

override CLASSES: u32;
override CLASS_STRIDE: u32;
override PIXEL_STRIDE: u32;
override PIXELS: u32;
override JITTER: f32;
override MOVEMENT: f32;

@group(0) @binding(0) var<uniform> weight: f32;
@group(0) @binding(1) var<storage, read> value: array<f32>;
@group(0) @binding(2) var<storage, read_write> state: array<f32>;

fn sigmoid(x: f32) -> f32 {
  return 1.0 / (1.0 + exp(-x));
}

// How much of its weight the past keeps at the pixel whose scores begin at `at`.
fn kept(at: u32) -> f32 {
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
  let apart = abs(sigmoid(value[now] - value[before]) - sigmoid(state[now] - state[before]));
  return 1.0 - smoothstep(JITTER, MOVEMENT, apart);
}

@compute @workgroup_size(64)
fn temporal_smooth_labels_compute(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  for (var p = id.x; p < PIXELS; p += groups.x * 64u) {
    let at = p * PIXEL_STRIDE;
    var past = 0.0;
    // Read only where it counts: a fresh state may hold anything.
    if (weight > 0.0) {
      past = weight * kept(at);
    }
    for (var c = 0u; c < CLASSES; c++) {
      let i = at + c * CLASS_STRIDE;
      state[i] = value[i] + select(0.0, (state[i] - value[i]) * past, past > 0.0);
    }
  }
}
