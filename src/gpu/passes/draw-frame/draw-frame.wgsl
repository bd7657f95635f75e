// The bare frame over the whole target.
// In: rgba8unorm at the frame's size, sRGB values as they are. Out: the same, opaque. Bilinear where sizes differ;
// where they are equal uv hits texel centres.

@group(0) @binding(0) var frame: texture_2d<f32>;
@group(0) @binding(1) var frame_sampler: sampler;

@fragment
fn draw_frame_fragment(in: Covered) -> @location(0) vec4f {
  return vec4f(textureSample(frame, frame_sampler, in.uv).rgb, 1.0);
}
