import { css } from 'lit';

export const statusStyles = css`
  /* What is short stands beside each other where there is room. */
  .parts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
    gap: var(--vt-gap);
  }
  section {
    display: grid;
    gap: 0.75rem;
    min-inline-size: 0;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(10rem, 100%), 1fr));
    gap: 0.75rem;
    margin: 0;
  }
  dl > div {
    padding: 0.6rem 0.8rem;
    border: 1px solid var(--vt-line);
    border-radius: calc(2 * var(--vt-radius));
    background: var(--vt-surface);
    min-inline-size: 0;
  }
  dt {
    font-size: 0.8125rem;
    color: var(--vt-ink-soft);
  }
  dd {
    margin: 0;
    font-size: 1.125rem;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .chart {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.5rem;
    align-items: center;
  }
  .chart span {
    inline-size: 7rem;
    font-size: 0.8125rem;
    color: var(--vt-ink-soft);
  }
  svg.trace {
    inline-size: 100%;
    block-size: 7rem;
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
    background: var(--vt-surface);
  }
  svg.trace path {
    fill: none;
    stroke: var(--vt-accent);
    stroke-width: 2;
    stroke-linecap: round;
    vector-effect: non-scaling-stroke;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
  }
  th,
  td {
    padding: 0.35rem 0.6rem;
    border-block-end: 1px solid var(--vt-line);
    text-align: start;
    vertical-align: top;
  }
  td.number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    align-items: end;
  }
  .row .field {
    inline-size: 12rem;
  }
  ul {
    margin: 0;
    padding-inline-start: 1.25rem;
  }
  p {
    margin: 0;
  }
`;
