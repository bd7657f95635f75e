import { css } from 'lit';

export const countingStyles = css`
  :host {
    display: grid;
    gap: 0.75rem;
  }
  .now {
    min-block-size: 3.25rem;
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
  .now strong {
    font-size: 1.75rem;
    font-weight: 600;
    line-height: 1;
    margin-inline-end: 0.4rem;
  }
  figure {
    margin: 0;
  }
  figure svg {
    display: block;
    inline-size: 100%;
    block-size: 4rem;
    border-block-end: 1px solid var(--vt-line-strong);
    background: var(--vt-raised);
  }
  .band {
    fill: var(--vt-accent-wash);
  }
  .mean {
    fill: none;
    stroke: var(--vt-accent);
    stroke-width: 1.5;
    vector-effect: non-scaling-stroke;
  }
  figcaption {
    display: flex;
    justify-content: space-between;
    font-size: 0.8125rem;
    color: var(--vt-ink-soft);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  th {
    font-weight: 400;
    text-align: start;
  }
  td:last-child {
    text-align: end;
  }
  tr + tr {
    border-block-start: 1px solid var(--vt-line);
  }
  td button {
    min-block-size: 1.75rem;
    padding: 0.1rem 0.4rem;
    font-size: 0.8125rem;
  }
`;
