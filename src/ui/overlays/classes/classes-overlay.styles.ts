import { css } from 'lit';

export const classesStyles = css`
  :host {
    display: block;
    position: absolute;
    inset-block-end: 0.75rem;
    inset-inline-start: 0.75rem;
    inline-size: min(20rem, 100% - 1.5rem);
    pointer-events: none;
  }
  ol {
    display: grid;
    gap: 0.35rem;
    margin: 0;
    padding: 0.6rem 0.8rem;
    border-radius: var(--vt-radius);
    background: rgb(10 11 13 / 0.78);
    color: #f4f3ef;
    list-style: none;
    font-size: 0.875rem;
    line-height: 1.25;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.1rem 0.75rem;
  }
  .name {
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .figure {
    font-variant-numeric: tabular-nums;
  }
  svg {
    grid-column: 1 / -1;
    inline-size: 100%;
    block-size: 3px;
    background: rgb(255 255 255 / 0.14);
    fill: #63c7ba;
  }
  li:first-child {
    font-weight: 600;
  }
`;
