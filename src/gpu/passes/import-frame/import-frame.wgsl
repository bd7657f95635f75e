// An imported VideoFrame -> rgba8unorm texture at the frame's size, so that the VideoFrame can be closed at once.
//
// In: texture_external (the browser converts from YUV to sRGB and applies crop, rotation and pixel shape).
// Out: sRGB values as they are, opaque; external textures come premultiplied, so a transparent source lies on black.
// Sampled at pixel centres: one source pixel where sizes are equal, bilinear where the pixels are not square.

@group(0) @binding(0) var frame: texture_external;
@group(0) @binding(1) var frame_sampler: sampler;

@fragment
fn import_frame_fragment(in: Covered) -> @location(0) vec4f {
  return vec4f(textureSampleBaseClampToEdge(frame, frame_sampler, in.uv).rgb, 1.0);
}
