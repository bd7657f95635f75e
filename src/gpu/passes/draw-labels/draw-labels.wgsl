// A label map over the frame: colours with opacity, smooth borders.
//
// In: the frame (rgba8unorm, sRGB values as they are), labels (u32, row by row, covering the frame) and the palette
// (vec4f a class: premultiplied colour and opacity, 0..1; hidden classes have opacity 0). Out: the picture, opaque.
// Sampling: half-pixel centres. Each class's share of the four nearest labels is taken to the fourth power and
// normalised, so the border is the smooth contour of equal shares, about a quarter of a label wide.

override PATTERNS: u32;
override BETWEEN: f32;

struct LabelMap {
  width: u32,
  height: u32,
  // Of the patterns within classes, in pixels of the frame; 0: plain colours.
  period: u32,
}

@group(0) @binding(0) var<uniform> map: LabelMap;
@group(0) @binding(1) var frame: texture_2d<f32>;
@group(0) @binding(2) var frame_sampler: sampler;
@group(0) @binding(3) var<storage, read> labels: array<u32>;
@group(0) @binding(4) var<storage, read> palette: array<vec4f>;

fn border_colour(near: vec4u, weight: vec4f) -> vec4f {
  var factor: vec4f;
  for (var i = 0; i < 4; i++) {
    let share = dot(weight, select(vec4f(0.0), vec4f(1.0), near == vec4u(near[i])));
    factor[i] = weight[i] * share * share * share;
  }
  factor /= factor.x + factor.y + factor.z + factor.w;
  return factor.x * palette[near.x] + factor.y * palette[near.y] + factor.z * palette[near.z] + factor.w * palette[near.w];
}

// The part of its opacity that a class has at a pixel: stripes of four directions, dots and squares.
fn pattern_at(label: u32, x: u32, y: u32) -> f32 {
  let period = map.period;
  let half = period / 2u;
  let across = x % period < half;
  let down = y % period < half;
  var stroke = across != down;
  switch (label % PATTERNS) {
    case 0u: { stroke = (x + y) % period < half; }
    case 1u: { stroke = (x + period * 4096u - y) % period < half; }
    case 2u: { stroke = down; }
    case 3u: { stroke = across; }
    case 4u: { stroke = across && down; }
    default: { }
  }
  return select(BETWEEN, 1.0, stroke);
}

@fragment
fn draw_labels_fragment(in: Covered) -> @location(0) vec4f {
  let last = vec2f(f32(map.width), f32(map.height)) - 1.0;
  let position = clamp(in.uv * (last + 1.0) - 0.5, vec2f(0.0), last);
  let first = vec2u(position);
  let second = min(first + 1u, vec2u(last));
  let fraction = position - vec2f(first);
  let near = vec4u(
    labels[first.y * map.width + first.x],
    labels[first.y * map.width + second.x],
    labels[second.y * map.width + first.x],
    labels[second.y * map.width + second.x],
  );
  let x = vec2f(1.0 - fraction.x, fraction.x);
  var paint = border_colour(near, vec4f(x * (1.0 - fraction.y), x * fraction.y));
  if (map.period > 0u) {
    let size = textureDimensions(frame);
    let pixel = min(vec2u(in.uv * vec2f(size)), size - 1u);
    // In whole numbers, as the twin reckons: a border must not depend on rounding.
    let cell = (2u * pixel + 1u) * vec2u(map.width, map.height) / (2u * size);
    paint *= pattern_at(labels[cell.y * map.width + cell.x], pixel.x, pixel.y);
  }
  let colour = textureSample(frame, frame_sampler, in.uv).rgb;
  return vec4f(colour * (1.0 - paint.a) + paint.rgb, 1.0);
}
