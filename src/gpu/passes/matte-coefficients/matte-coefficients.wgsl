// The guided filter's averaged fits: alpha = a · colour + b in each box, for a colour guide.
//
// In: vec4f a cell, R G B in 0..1 and the matte. Out: vec4f a cell, a.rgb and b; to be applied at full resolution.
// Four dispatches: sums of the 13 moments along rows, then along columns with the fit; means of the fits along rows,
// then along columns. Boxes are cut off at the grid's edge. K. He, J. Sun, X. Tang, "Guided Image Filtering" (2013),
// eq. 19-21. Separable sums rather than running ones: boxes are small, and no invocation waits for another.
// One invocation a cell. 8 x 8 workgroups: neighbours share most of their boxes, every adapter runs 64 invocations.

struct Boxes {
  width: u32,
  height: u32,
  radius: u32,
  epsilon: f32,
}

// Row sums of a cell's moments: first (R G B p), second (RR RG RB Rp), third (GG GB BB Gp), fourth (Bp).
struct Moments {
  first: vec4f,
  second: vec4f,
  third: vec4f,
  fourth: f32,
}

@group(0) @binding(0) var<uniform> boxes: Boxes;
@group(0) @binding(1) var<storage, read> guide: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> moment_rows: array<Moments>;
@group(0) @binding(3) var<storage, read_write> fits: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> fit_rows: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> coefficients: array<vec4f>;

// The first and the last cell of the box around `i` on a line of `count` cells.
fn box(i: u32, count: u32) -> vec2u {
  return vec2u(i - min(i, boxes.radius), min(i + boxes.radius, count - 1u));
}

fn is_outside(id: vec3u) -> bool {
  return id.x >= boxes.width || id.y >= boxes.height;
}

@compute @workgroup_size(8, 8)
fn moment_rows_compute(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) {
    return;
  }
  let span = box(id.x, boxes.width);
  var sum = Moments();
  for (var x = span.x; x <= span.y; x++) {
    let cell = guide[id.y * boxes.width + x];
    sum.first += cell;
    sum.second += cell.r * cell;
    sum.third += vec4f(cell.g * cell.g, cell.g * cell.b, cell.b * cell.b, cell.g * cell.a);
    sum.fourth += cell.b * cell.a;
  }
  moment_rows[id.y * boxes.width + id.x] = sum;
}

// a = (covariance of colour + epsilon)^-1 · covariance of colour and matte, by L D L^T; b = mean p - a · mean colour.
fn fit(first: vec4f, second: vec4f, third: vec4f, fourth: f32) -> vec4f {
  let d0 = second.x - first.r * first.r + boxes.epsilon;
  let l10 = (second.y - first.r * first.g) / d0;
  let l20 = (second.z - first.r * first.b) / d0;
  let d1 = third.x - first.g * first.g + boxes.epsilon - l10 * l10 * d0;
  let l21 = (third.y - first.g * first.b - l20 * l10 * d0) / d1;
  let d2 = third.z - first.b * first.b + boxes.epsilon - l20 * l20 * d0 - l21 * l21 * d1;
  let y0 = second.w - first.r * first.a;
  let y1 = third.w - first.g * first.a - l10 * y0;
  let y2 = fourth - first.b * first.a - l20 * y0 - l21 * y1;
  let a2 = y2 / d2;
  let a1 = y1 / d1 - l21 * a2;
  let a0 = y0 / d0 - l10 * a1 - l20 * a2;
  let a = vec3f(a0, a1, a2);
  return vec4f(a, first.a - dot(a, first.rgb));
}

@compute @workgroup_size(8, 8)
fn moment_columns_fit_compute(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) {
    return;
  }
  let across = box(id.x, boxes.width);
  let span = box(id.y, boxes.height);
  var sum = Moments();
  for (var y = span.x; y <= span.y; y++) {
    let row = moment_rows[y * boxes.width + id.x];
    sum.first += row.first;
    sum.second += row.second;
    sum.third += row.third;
    sum.fourth += row.fourth;
  }
  let scale = 1.0 / f32((across.y - across.x + 1u) * (span.y - span.x + 1u));
  fits[id.y * boxes.width + id.x] =
    fit(sum.first * scale, sum.second * scale, sum.third * scale, sum.fourth * scale);
}

@compute @workgroup_size(8, 8)
fn fit_rows_compute(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) {
    return;
  }
  let span = box(id.x, boxes.width);
  var sum = vec4f(0.0);
  for (var x = span.x; x <= span.y; x++) {
    sum += fits[id.y * boxes.width + x];
  }
  fit_rows[id.y * boxes.width + id.x] = sum / f32(span.y - span.x + 1u);
}

@compute @workgroup_size(8, 8)
fn fit_columns_compute(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) {
    return;
  }
  let span = box(id.y, boxes.height);
  var sum = vec4f(0.0);
  for (var y = span.x; y <= span.y; y++) {
    sum += fit_rows[y * boxes.width + id.x];
  }
  coefficients[id.y * boxes.width + id.x] = sum / f32(span.y - span.x + 1u);
}
