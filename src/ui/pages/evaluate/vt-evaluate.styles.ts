import { css } from 'lit';

export const evaluateStyles = css`
  main {
    inline-size: 100%;
    max-inline-size: 62rem;
    margin-inline: auto;
  }
  .drop {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
    padding: 1rem;
    border: 1px dashed var(--vt-line-strong);
    border-radius: var(--vt-radius);
  }
  .drop.over {
    background: var(--vt-accent-wash);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem;
  }
  progress {
    inline-size: 100%;
    accent-color: var(--vt-accent);
  }
  table {
    border-collapse: collapse;
    margin-block: 0.75rem;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.3rem 1.25rem 0.3rem 0;
    border-block-end: 1px solid var(--vt-line);
    text-align: start;
    font-weight: normal;
  }
  td.number {
    text-align: end;
  }
  figure {
    margin: 0 0 1rem;
  }
  figure img {
    display: block;
    inline-size: 100%;
    border-radius: var(--vt-radius);
  }
  .drop p {
    margin: 0;
  }
  figcaption,
  .note {
    color: var(--vt-ink-soft);
    font-size: 0.875rem;
  }
`;
