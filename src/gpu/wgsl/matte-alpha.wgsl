// The matte at full resolution from its coefficients, prepended (after frame-grid.wgsl) to the passes that use it.

// Alpha = a · colour + b with the levels put on it; below `low` it counts as 0, above `high` as 1.
fn alpha_of(fit: vec4f, colour: vec3f, low: f32, high: f32) -> f32 {
  return clamp((dot(fit.rgb, colour) + fit.a - low) / (high - low), 0.0, 1.0);
}
