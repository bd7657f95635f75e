// Frame -> input tensor: placement, bilinear resize, channel order and normalisation in one pass.
//
// In: the frame, rgba8unorm, at its own size. Out: f32, [1,C,H,W] (PLANAR) or [1,H,W,C], padding included.
// Sampling: half-pixel centres, clamped at the picture's edge, no prefilter. The position is an integer fraction
// (see core/taps.ts), and the four texels are fetched and mixed here rather than by a sampler, whose weights have
// 8 bits only: so the tensor equals the CPU's to a few float roundings.
// One invocation a model pixel. 8 x 8 workgroups: neighbours share texels, and every adapter runs 64 invocations.

override PLANAR: bool;
override GRAY: bool;
override SWAP_RED_BLUE: bool;
// u8 * gain + bias is (u8 * scale - mean) / std.
override GAIN_0: f32;
override GAIN_1: f32;
override GAIN_2: f32;
override BIAS_0: f32;
override BIAS_1: f32;
override BIAS_2: f32;
// Value of padding, 0..255.
override PAD: f32;

struct Placement {
  model_width: u32,
  model_height: u32,
  placed_width: u32,
  placed_height: u32,
  offset_x: u32,
  offset_y: u32,
}

@group(0) @binding(0) var<uniform> placement: Placement;
@group(0) @binding(1) var frame: texture_2d<f32>;
@group(0) @binding(2) var<storage, read_write> tensor: array<f32>;

// The texel in 0..255, whole steps; for GRAY round(0.299 R + 0.587 G + 0.114 B) in all channels.
fn texel(x: i32, y: i32) -> vec3f {
  let colour = round(textureLoad(frame, vec2i(x, y), 0).rgb * 255.0);
  if (GRAY) {
    let whole = vec3u(colour);
    return vec3f(f32((299u * whole.r + 587u * whole.g + 114u * whole.b + 500u) / 1000u));
  }
  return select(colour, colour.bgr, SWAP_RED_BLUE);
}

// First source pixel, second source pixel and the weight of the second for target pixel `i`.
struct Tap {
  first: i32,
  second: i32,
  weight: f32,
}

fn tap(i: i32, source: i32, placed: i32) -> Tap {
  let denominator = 2 * placed;
  let numerator = clamp((2 * i + 1) * source - placed, 0, (source - 1) * denominator);
  let first = numerator / denominator;
  let weight = f32(numerator - first * denominator) / f32(denominator);
  return Tap(first, min(first + 1, source - 1), weight);
}

@compute @workgroup_size(8, 8)
fn resize_normalize_compute(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= placement.model_width || id.y >= placement.model_height) {
    return;
  }
  let at = vec2i(id.xy) - vec2i(i32(placement.offset_x), i32(placement.offset_y));
  let placed = vec2i(i32(placement.placed_width), i32(placement.placed_height));
  var colour = vec3f(PAD);
  if (all(at >= vec2i(0)) && all(at < placed)) {
    let source = vec2i(textureDimensions(frame));
    let x = tap(at.x, source.x, placed.x);
    let y = tap(at.y, source.y, placed.y);
    let upper = mix(texel(x.first, y.first), texel(x.second, y.first), x.weight);
    let lower = mix(texel(x.first, y.second), texel(x.second, y.second), x.weight);
    colour = mix(upper, lower, y.weight);
  }
  let value = colour * vec3f(GAIN_0, GAIN_1, GAIN_2) + vec3f(BIAS_0, BIAS_1, BIAS_2);

  let pixel = id.y * placement.model_width + id.x;
  let area = placement.model_width * placement.model_height;
  if (GRAY) {
    tensor[pixel] = value.r;
  } else if (PLANAR) {
    tensor[pixel] = value.r;
    tensor[pixel + area] = value.g;
    tensor[pixel + 2u * area] = value.b;
  } else {
    tensor[pixel * 3u] = value.r;
    tensor[pixel * 3u + 1u] = value.g;
    tensor[pixel * 3u + 2u] = value.b;
  }
}
