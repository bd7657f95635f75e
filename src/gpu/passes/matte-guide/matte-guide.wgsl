// What a matte is refined with: the frame's colours on a coarse grid and the matte's mean in each cell.
//
// In: the frame (rgba8unorm, sRGB values as they are) and the matte (f32, row by row). Out: vec4f a cell, R G B in
// 0..1 and alpha. The second entry point makes the coefficients of an unrefined matte instead, alpha = 0 · colour + p.
// Sampling: see wgsl/frame-grid.wgsl; matte cells are averaged in blocks of `shrink` x `shrink`.
// One invocation a cell. 8 x 8 workgroups: neighbours share texels, and every adapter runs 64 invocations.

struct Guide {
  grid: FrameGrid,
  shrink: u32,
  matte_width: u32,
  matte_height: u32,
}

@group(0) @binding(0) var<uniform> guide: Guide;
@group(0) @binding(1) var frame: texture_2d<f32>;
@group(0) @binding(2) var<storage, read> matte: array<f32>;
@group(0) @binding(3) var<storage, read_write> cells: array<vec4f>;

@compute @workgroup_size(8, 8)
fn matte_guide_compute(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= guide.grid.width || id.y >= guide.grid.height) {
    return;
  }
  let first = id.xy * guide.shrink;
  let end = min(first + guide.shrink, vec2u(guide.matte_width, guide.matte_height));
  var sum = 0.0;
  for (var y = first.y; y < end.y; y++) {
    for (var x = first.x; x < end.x; x++) {
      sum += matte[y * guide.matte_width + x];
    }
  }
  let mean = sum / f32((end.x - first.x) * (end.y - first.y));
  cells[id.y * guide.grid.width + id.x] = vec4f(sample_cell(frame, guide.grid, id.xy), mean);
}

@compute @workgroup_size(8, 8)
fn plain_coefficients_compute(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= guide.grid.width || id.y >= guide.grid.height) {
    return;
  }
  let i = id.y * guide.grid.width + id.x;
  cells[i] = vec4f(0.0, 0.0, 0.0, matte[i]);
}
