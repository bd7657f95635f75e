// Coarse grids over the frame, prepended to the passes that use them; see core/frame-grid.ts.
// Position u (0..1 across the frame) is at cell index u * span + start - 0.5.

struct FrameGrid {
  width: u32,
  height: u32,
  span_x: f32,
  span_y: f32,
  start_x: f32,
  start_y: f32,
  // Uniform structs within structs are a multiple of 16 bytes.
  padding_0: u32,
  padding_1: u32,
}

// The mean of 3 x 3 texels spread over the cell's footprint, 0..1. Texels are fetched, not filtered: the samples are
// the average's grid, and the CPU must be able to read the same ones.
fn sample_cell(frame: texture_2d<f32>, grid: FrameGrid, cell: vec2u) -> vec3f {
  let pixels = vec2f(textureDimensions(frame));
  let span = vec2f(grid.span_x, grid.span_y);
  let start = vec2f(grid.start_x, grid.start_y);
  var sum = vec3f(0.0);
  for (var j = 0u; j < 3u; j++) {
    for (var i = 0u; i < 3u; i++) {
      let sample = (vec2f(cell * 3u + vec2u(i, j)) + 0.5) / 3.0;
      // 1/64 pixel breaks ties between two texels, see core/frame-grid.ts.
      let at = (sample - start) / span * pixels + 1.0 / 64.0;
      sum += textureLoad(frame, vec2i(clamp(floor(at), vec2f(0.0), pixels - 1.0)), 0).rgb;
    }
  }
  return sum / 9.0;
}

// Where position `uv` lies between four cells, clamped at the grid's edge.
struct GridTap {
  first: vec2u,
  second: vec2u,
  fraction: vec2f,
}

fn grid_tap(grid: FrameGrid, uv: vec2f) -> GridTap {
  let last = vec2u(grid.width, grid.height) - 1u;
  let at = uv * vec2f(grid.span_x, grid.span_y) + vec2f(grid.start_x, grid.start_y) - 0.5;
  let position = clamp(at, vec2f(0.0), vec2f(last));
  let first = vec2u(position);
  return GridTap(first, min(first + 1u, last), position - vec2f(first));
}
