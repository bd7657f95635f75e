// A density map over the frame, in the colours of a heat map.
//
// In: the frame (rgba8unorm, sRGB values as they are), the map (f32, people a cell, row by row), its figures (entry 2:
// the density that gets the brightest colour) and the palette (vec4f a step: premultiplied colour and opacity, 0..1).
// Out: the picture, opaque.
// Sampling: bilinear between cell centres, clamped at the window, which is the part of the map that shows the frame.

override STEPS: u32;

struct Window {
  map_width: u32,
  left: u32,
  top: u32,
  width: u32,
  height: u32,
  span_x: f32,
  span_y: f32,
  start_x: f32,
  start_y: f32,
}

@group(0) @binding(0) var<uniform> window: Window;
@group(0) @binding(1) var frame: texture_2d<f32>;
@group(0) @binding(2) var frame_sampler: sampler;
@group(0) @binding(3) var<storage, read> map: array<f32>;
@group(0) @binding(4) var<storage, read> figures: array<f32, 3>;
@group(0) @binding(5) var<storage, read> palette: array<vec4f>;

fn cell(x: u32, y: u32) -> f32 {
  return map[(window.top + y) * window.map_width + window.left + x];
}

fn density(uv: vec2f) -> f32 {
  let last = vec2u(window.width, window.height) - 1u;
  let at = uv * vec2f(window.span_x, window.span_y) + vec2f(window.start_x, window.start_y) - 0.5;
  let position = clamp(at, vec2f(0.0), vec2f(last));
  let first = vec2u(position);
  let second = min(first + 1u, last);
  let fraction = position - vec2f(first);
  let upper = mix(cell(first.x, first.y), cell(second.x, first.y), fraction.x);
  let lower = mix(cell(first.x, second.y), cell(second.x, second.y), fraction.x);
  return mix(upper, lower, fraction.y);
}

@fragment
fn draw_density_fragment(in: Covered) -> @location(0) vec4f {
  let part = clamp(density(in.uv) / figures[2], 0.0, 1.0);
  let paint = palette[min(u32(part * f32(STEPS)), STEPS - 1u)];
  let colour = textureSample(frame, frame_sampler, in.uv).rgb;
  return vec4f(colour * (1.0 - paint.a) + paint.rgb, 1.0);
}
