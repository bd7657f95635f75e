import { css } from 'lit';
import { unseen } from '../../styles/unseen.styles.ts';

/** Left and right are those of the picture, in every language. */
export const classPointerStyles = css`
  :host {
    display: block;
    position: absolute;
    inset: 0;
    overflow: hidden;
    pointer-events: none;
  }
  .layer {
    position: absolute;
    inset: 0;
    pointer-events: auto;
  }
  .layer:focus-visible {
    outline: 3px solid #63c7ba;
    outline-offset: -3px;
  }
  svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    fill: none;
    stroke-width: 2;
  }
  .shade {
    stroke: rgb(0 0 0 / 0.7);
    stroke-width: 4;
  }
  .mark {
    stroke: #fff;
  }
  .tip {
    position: absolute;
    left: calc(var(--x) + 0.9rem);
    top: calc(var(--y) + 0.9rem);
    display: grid;
    gap: 0.15rem;
    max-inline-size: 16rem;
    margin: 0;
    padding: 0.3rem 0.6rem;
    border: 1px solid rgb(255 255 255 / 0.25);
    border-radius: var(--vt-radius, 0.375rem);
    background: rgb(10 11 13 / 0.85);
    color: #f4f3ef;
    font-size: 0.875rem;
    line-height: 1.35;
    overflow-wrap: anywhere;
    list-style: none;
  }
  .tip.left {
    left: auto;
    right: calc(100% - var(--x) + 0.9rem);
  }
  .tip.above {
    top: auto;
    bottom: calc(100% - var(--y) + 0.9rem);
  }
  .tip li {
    display: flex;
    align-items: baseline;
    gap: 0.45rem;
  }
  .tip svg {
    position: static;
    flex: none;
    inline-size: 0.7rem;
    block-size: 0.7rem;
  }
  .said {
    ${unseen}
  }
`;
