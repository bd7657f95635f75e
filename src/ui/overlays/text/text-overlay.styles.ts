import { css } from 'lit';

export const textStyles = css`
  :host,
  svg {
    display: block;
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    pointer-events: none;
  }
  rect {
    fill: none;
    stroke: #63c7ba;
    stroke-width: 2;
  }
  p {
    position: absolute;
    inset: auto 0.75rem 0.75rem;
    margin: 0;
    padding: 0.45rem 0.8rem;
    border-radius: var(--vt-radius);
    background: rgb(10 11 13 / 0.78);
    color: #f4f3ef;
    font-size: 1.5rem;
    text-align: center;
    overflow-wrap: anywhere;
  }
`;
