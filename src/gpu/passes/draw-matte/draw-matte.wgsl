// The person before a backdrop.
//
// In: the frame and the backdrop's picture (rgba8unorm, sRGB values as they are), the matte's coefficients and three
// layers of colours (vec4f a cell of their own grids). Out: the picture, opaque.
// Sampling: half-pixel centres; coefficients and layers are bilinear between their cells, and alpha is made from the
// frame's own colour at full resolution, which puts the matte's edge on the frame's.
// A half-transparent pixel's own colour is P + alpha · (I − alpha · P − (1 − alpha) · B) from the local pure colours:
// M. Forte, F. Pitié, "Approximate Fast Foreground Colour Estimation" (2021).

// Backdrop kinds.
const TINT = 0u;
const COLOUR = 1u;
const LAYER = 2u;
const IMAGE = 3u;
const MATTE = 4u;

struct Scene {
  alpha_grid: FrameGrid,
  edge_grid: FrameGrid,
  layer_grid: FrameGrid,
  low: f32,
  high: f32,
  backdrop: u32,
  // 1: take the background's colour out of half-transparent pixels.
  purify: u32,
  // Of tint and colour, 0..1.
  red: f32,
  green: f32,
  blue: f32,
  // Of the tint, 0..1.
  strength: f32,
  // Factor for the background's blurred opacity: the part of the backdrop's light that falls onto the person.
  wrap: f32,
}

// Less light than this changes no byte.
const LEAST_LIGHT = 1.0 / 512.0;

@group(0) @binding(0) var<uniform> scene: Scene;
@group(0) @binding(1) var frame: texture_2d<f32>;
@group(0) @binding(2) var frame_sampler: sampler;
@group(0) @binding(3) var<storage, read> coefficients: array<vec4f>;
@group(0) @binding(4) var<storage, read> persons: array<vec4f>;
@group(0) @binding(5) var<storage, read> backgrounds: array<vec4f>;
@group(0) @binding(6) var<storage, read> layer: array<vec4f>;
@group(0) @binding(7) var image: texture_2d<f32>;

// Indices of the four cells around a position and the fractions between them.
struct Corners {
  top_left: u32,
  top_right: u32,
  bottom_left: u32,
  bottom_right: u32,
  fraction: vec2f,
}

fn corners(grid: FrameGrid, uv: vec2f) -> Corners {
  let tap = grid_tap(grid, uv);
  let top = tap.first.y * grid.width;
  let bottom = tap.second.y * grid.width;
  return Corners(
    top + tap.first.x,
    top + tap.second.x,
    bottom + tap.first.x,
    bottom + tap.second.x,
    tap.fraction,
  );
}

fn blend(a: vec4f, b: vec4f, c: vec4f, d: vec4f, fraction: vec2f) -> vec4f {
  return mix(mix(a, b, fraction.x), mix(c, d, fraction.x), fraction.y);
}

fn alpha_at(uv: vec2f, colour: vec3f) -> f32 {
  let at = corners(scene.alpha_grid, uv);
  let fit = blend(
    coefficients[at.top_left],
    coefficients[at.top_right],
    coefficients[at.bottom_left],
    coefficients[at.bottom_right],
    at.fraction,
  );
  return alpha_of(fit, colour, scene.low, scene.high);
}

fn purified(uv: vec2f, colour: vec3f, alpha: f32) -> vec3f {
  let at = corners(scene.edge_grid, uv);
  let person = blend(
    persons[at.top_left],
    persons[at.top_right],
    persons[at.bottom_left],
    persons[at.bottom_right],
    at.fraction,
  ).rgb;
  let background = blend(
    backgrounds[at.top_left],
    backgrounds[at.top_right],
    backgrounds[at.bottom_left],
    backgrounds[at.bottom_right],
    at.fraction,
  ).rgb;
  let rest = colour - alpha * person - (1.0 - alpha) * background;
  return clamp(person + alpha * rest, vec3f(0.0), vec3f(1.0));
}

fn backdrop_at(uv: vec2f) -> vec3f {
  if (scene.backdrop == LAYER) {
    let at = corners(scene.layer_grid, uv);
    return blend(
      layer[at.top_left],
      layer[at.top_right],
      layer[at.bottom_left],
      layer[at.bottom_right],
      at.fraction,
    ).rgb;
  }
  if (scene.backdrop == IMAGE) {
    return textureSampleLevel(image, frame_sampler, uv, 0.0).rgb;
  }
  return vec3f(scene.red, scene.green, scene.blue);
}

// A picture's light comes from its coarse colours: its own details on the person would look like holes.
fn light_at(uv: vec2f, at: Corners) -> vec3f {
  if (scene.backdrop != IMAGE) {
    return backdrop_at(uv);
  }
  let tap = grid_tap(scene.edge_grid, uv);
  let top = mix(
    sample_cell(image, scene.edge_grid, tap.first),
    sample_cell(image, scene.edge_grid, vec2u(tap.second.x, tap.first.y)),
    at.fraction.x,
  );
  let bottom = mix(
    sample_cell(image, scene.edge_grid, vec2u(tap.first.x, tap.second.y)),
    sample_cell(image, scene.edge_grid, tap.second),
    at.fraction.x,
  );
  return mix(top, bottom, at.fraction.y);
}

// The person's colour with the backdrop's light screened onto it: it adds to what is dark and leaves white white.
fn lit(uv: vec2f, colour: vec3f) -> vec3f {
  let at = corners(scene.edge_grid, uv);
  let part = scene.wrap * blend(
    backgrounds[at.top_left],
    backgrounds[at.top_right],
    backgrounds[at.bottom_left],
    backgrounds[at.bottom_right],
    at.fraction,
  ).a;
  if (part < LEAST_LIGHT) {
    return colour;
  }
  return colour + part * light_at(uv, at) * (1.0 - colour);
}

@fragment
fn draw_matte_fragment(in: Covered) -> @location(0) vec4f {
  let colour = textureSampleLevel(frame, frame_sampler, in.uv, 0.0).rgb;
  let alpha = alpha_at(in.uv, colour);
  if (scene.backdrop == MATTE) {
    return vec4f(vec3f(alpha), 1.0);
  }
  if (scene.backdrop == TINT) {
    return vec4f(mix(colour, vec3f(scene.red, scene.green, scene.blue), alpha * scene.strength), 1.0);
  }
  var person = colour;
  if (scene.purify == 1u && alpha > 0.0 && alpha < 1.0) {
    person = purified(in.uv, colour, alpha);
  }
  if (scene.wrap > 0.0 && alpha > 0.0) {
    person = lit(in.uv, person);
  }
  return vec4f(mix(backdrop_at(in.uv), person, alpha), 1.0);
}
