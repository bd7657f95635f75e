import { css } from 'lit';

export const regionsStyles = css`
  :host,
  svg {
    display: block;
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    pointer-events: none;
  }
  svg.drawing {
    pointer-events: all;
    cursor: crosshair;
    touch-action: none;
  }
  .edge {
    fill: none;
    stroke: #fff;
    stroke-width: 3;
    stroke-linejoin: round;
  }
  .shade {
    fill: none;
    stroke: rgb(0 0 0 / 0.6);
    stroke-width: 6;
    stroke-linejoin: round;
  }
  .area {
    fill: rgb(99 199 186 / 0.16);
    /* As it is counted: what a zone that crosses itself encloses twice lies outside. */
    fill-rule: evenodd;
  }
  .in {
    fill: #63c7ba;
    stroke: rgb(0 0 0 / 0.6);
  }
  text {
    fill: #fff;
    stroke: rgb(0 0 0 / 0.75);
    stroke-width: 4;
    paint-order: stroke;
    font-size: 0.9375rem;
    font-weight: 600;
    text-anchor: middle;
    font-variant-numeric: tabular-nums;
  }
  .grip {
    pointer-events: all;
    cursor: move;
    touch-action: none;
    outline: none;
  }
  .grip .reach {
    fill: transparent;
  }
  .grip .knob {
    fill: #0a0b0d;
    stroke: #fff;
    stroke-width: 2;
  }
  .grip.middle .knob {
    fill: rgb(10 11 13 / 0.5);
    stroke-dasharray: 2 2;
  }
  .grip:focus-visible .knob,
  .grip:hover .knob {
    fill: #63c7ba;
    stroke-width: 3;
  }
  p {
    position: absolute;
    inset: auto 0.75rem 0.75rem;
    margin: 0 auto;
    inline-size: fit-content;
    padding: 0.4rem 0.8rem;
    border-radius: var(--vt-radius);
    background: rgb(10 11 13 / 0.85);
    color: #f1efe9;
    font-size: 0.875rem;
  }
`;
