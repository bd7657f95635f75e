import type { FrameGrid } from '#core/frame-grid.ts';

/** The members of the struct `FrameGrid` of wgsl/frame-grid.wgsl, for `Uniforms`; `name` sets several grids apart. */
export function gridLayout<N extends string>(name: N) {
  return prefixed(name, {
    Width: 'u32',
    Height: 'u32',
    SpanX: 'f32',
    SpanY: 'f32',
    StartX: 'f32',
    StartY: 'f32',
    Padding0: 'u32',
    Padding1: 'u32',
  } as const);
}

/** The values that belong to `gridLayout(name)`. */
export function gridValues<N extends string>(name: N, grid: FrameGrid) {
  return prefixed(name, {
    Width: grid.width,
    Height: grid.height,
    SpanX: grid.spanX,
    SpanY: grid.spanY,
    StartX: grid.startX,
    StartY: grid.startY,
    Padding0: 0,
    Padding1: 0,
  });
}

function prefixed<N extends string, T extends object>(name: N, members: T) {
  const entries = Object.entries(members).map(([key, value]) => [name + key, value] as const);
  return Object.fromEntries(entries) as { [K in keyof T & string as `${N}${K}`]: T[K] };
}
