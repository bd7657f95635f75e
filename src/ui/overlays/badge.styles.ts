import { css } from 'lit';

/** The figure in the picture's corner that density, matte and label-map overlays show. */
export const badgeStyles = css`
  :host {
    display: block;
    position: absolute;
    inset-block-start: var(--vt-badge-top, 0.75rem);
    inset-inline-end: 0.75rem;
    pointer-events: none;
  }
  p {
    margin: 0;
    padding: 0.45rem 0.8rem;
    border-radius: var(--vt-radius);
    background: rgb(10 11 13 / 0.78);
    color: #f4f3ef;
    font-size: 0.8125rem;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  strong {
    display: block;
    font-size: 1.75rem;
    font-weight: 600;
    line-height: 1.1;
    letter-spacing: -0.01em;
  }
`;
