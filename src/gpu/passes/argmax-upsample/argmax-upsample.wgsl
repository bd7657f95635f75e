// Class scores -> the class of every model pixel that the frame covers, and how many pixels each class has.
//
// In: f32 scores, [1,C,h,w] or [1,h,w,C] (the strides say which), h x w at most the model's input.
// Out: labels (u32, row by row, the placed picture only) and counts (u32 a class, to be cleared before), after them how
// many labels are others than `labels` held before.
// Sampling: scores are brought to the input's size bilinearly, half-pixel centres, clamped at the edge; then the
// largest is taken, the lowest index on a tie or among NaN. The position is an integer fraction as in core/taps.ts.
// One invocation a label. 8 x 8 workgroups, because every adapter runs 64 invocations and neighbours share scores;
// each counts into workgroup memory first, since all pixels of a sky would otherwise queue at one global atomic.

override CLASSES: u32;
override CLASS_STRIDE: u32;
override PIXEL_STRIDE: u32;
override GRID_WIDTH: u32;
override GRID_HEIGHT: u32;

struct Placement {
  model_width: u32,
  model_height: u32,
  placed_width: u32,
  placed_height: u32,
  offset_x: u32,
  offset_y: u32,
}

@group(0) @binding(0) var<uniform> placement: Placement;
@group(0) @binding(1) var<storage, read> scores: array<f32>;
@group(0) @binding(2) var<storage, read_write> labels: array<u32>;
@group(0) @binding(3) var<storage, read_write> counts: array<atomic<u32>>;

var<workgroup> local_counts: array<atomic<u32>, CLASSES + 1u>;

struct Tap {
  first: u32,
  second: u32,
  weight: f32,
}

fn tap(i: u32, source: u32, length: u32) -> Tap {
  let denominator = 2 * i32(length);
  let numerator = clamp((2 * i32(i) + 1) * i32(source) - i32(length), 0, (i32(source) - 1) * denominator);
  let first = numerator / denominator;
  let weight = f32(numerator - first * denominator) / f32(denominator);
  return Tap(u32(first), min(u32(first) + 1u, source - 1u), weight);
}

fn label_at(model_x: u32, model_y: u32) -> u32 {
  let x = tap(model_x, GRID_WIDTH, placement.model_width);
  let y = tap(model_y, GRID_HEIGHT, placement.model_height);
  let upper_left = (y.first * GRID_WIDTH + x.first) * PIXEL_STRIDE;
  let upper_right = (y.first * GRID_WIDTH + x.second) * PIXEL_STRIDE;
  let lower_left = (y.second * GRID_WIDTH + x.first) * PIXEL_STRIDE;
  let lower_right = (y.second * GRID_WIDTH + x.second) * PIXEL_STRIDE;
  let is_on_grid = x.weight == 0.0 && y.weight == 0.0;
  var best = -3.4028234e38;
  var label = 0u;
  for (var c = 0u; c < CLASSES; c++) {
    let plane = c * CLASS_STRIDE;
    var score = scores[plane + upper_left];
    if (!is_on_grid) {
      let left = mix(score, scores[plane + lower_left], y.weight);
      let right = mix(scores[plane + upper_right], scores[plane + lower_right], y.weight);
      score = mix(left, right, x.weight);
    }
    if (score > best) {
      best = score;
      label = c;
    }
  }
  return label;
}

@compute @workgroup_size(8, 8)
fn argmax_upsample_compute(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  if (id.x < placement.placed_width && id.y < placement.placed_height) {
    let label = label_at(id.x + placement.offset_x, id.y + placement.offset_y);
    let at = id.y * placement.placed_width + id.x;
    if (labels[at] != label) {
      atomicAdd(&local_counts[CLASSES], 1u);
    }
    labels[at] = label;
    atomicAdd(&local_counts[label], 1u);
  }
  workgroupBarrier();
  for (var c = local; c <= CLASSES; c += 64u) {
    let count = atomicLoad(&local_counts[c]);
    if (count > 0u) {
      atomicAdd(&counts[c], count);
    }
  }
}
