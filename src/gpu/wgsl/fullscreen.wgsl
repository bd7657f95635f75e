// One triangle that covers the target, prepended to the fragment shaders of all drawing passes.
// `uv` runs from (0, 0) at the top left corner of the picture to (1, 1) at its bottom right, pixel centres at
// (i + 0.5) / size. The instance index mirrors: drawn as instance 1, the picture is flipped left to right, so that
// mirroring costs no uniform and no second pipeline.

struct Covered {
  @builtin(position) position: vec4f,
  @location(0) uv: vec2f,
}

@vertex
fn fullscreen_vertex(@builtin(vertex_index) vertex: u32, @builtin(instance_index) mirror: u32) -> Covered {
  // Corners (0, 0), (2, 0), (0, 2) in uv.
  let corner = vec2f(f32((vertex << 1u) & 2u), f32(vertex & 2u));
  let uv = vec2f(select(corner.x, 1.0 - corner.x, mirror == 1u), corner.y);
  return Covered(vec4f(corner.x * 2.0 - 1.0, 1.0 - corner.y * 2.0, 0.0, 1.0), uv);
}
