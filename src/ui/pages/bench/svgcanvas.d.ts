/** As much of https://github.com/zenozeng/svgcanvas as charts need; the package has no types. */
declare module 'svgcanvas' {
  /** Looks like a canvas; what is drawn on its context becomes an SVG element. */
  export class Element {
    constructor(options: { width: number; height: number });
    getContext(
      type: '2d',
    ): CanvasRenderingContext2D & { getSerializedSvg(fixNamedEntities?: boolean): string };
  }
}
