// A picture that a model made, over the whole target.
//
// In: f32 RGB in 0..1, planes or pixels as the steps say. Out: the picture, clamped, opaque.
// Sampling: bilinear between cell centres, clamped at the window, which is the part of the output that shows the frame.

struct Window {
  map_width: u32,
  plane_step: u32,
  cell_step: u32,
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
@group(0) @binding(1) var<storage, read> picture: array<f32>;

fn cell(x: u32, y: u32) -> vec3f {
  let at = ((window.top + y) * window.map_width + window.left + x) * window.cell_step;
  return vec3f(picture[at], picture[at + window.plane_step], picture[at + 2u * window.plane_step]);
}

@fragment
fn draw_picture_fragment(in: Covered) -> @location(0) vec4f {
  let last = vec2u(window.width, window.height) - 1u;
  let at = in.uv * vec2f(window.span_x, window.span_y) + vec2f(window.start_x, window.start_y) - 0.5;
  let position = clamp(at, vec2f(0.0), vec2f(last));
  let first = vec2u(position);
  let second = min(first + 1u, last);
  let fraction = position - vec2f(first);
  let upper = mix(cell(first.x, first.y), cell(second.x, first.y), fraction.x);
  let lower = mix(cell(first.x, second.y), cell(second.x, second.y), fraction.x);
  return vec4f(clamp(mix(upper, lower, fraction.y), vec3f(0.0), vec3f(1.0)), 1.0);
}
