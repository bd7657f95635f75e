import { css } from 'lit';

export const evaluateStyles = css`
  /* The form stays beside what came of it. */
  @media (min-width: 56.01rem) {
    form {
      position: sticky;
      inset-block-start: 0.5rem;
    }
    .empty {
      align-content: center;
      min-block-size: calc(100dvh - 10rem);
    }
  }
  .empty {
    justify-items: center;
    text-align: center;
    color: var(--vt-ink-soft);
  }
  .empty p {
    max-inline-size: 34rem;
    margin: 0;
  }
  .results {
    display: grid;
    gap: var(--vt-gap);
  }
  .tables {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr));
    gap: 0.75rem 2.5rem;
    align-items: start;
  }
  .worst {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(32rem, 100%), 1fr));
    gap: var(--vt-gap);
  }
  .drop {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
    padding: 1rem;
    border: 1px dashed var(--vt-line-strong);
    border-radius: var(--vt-radius);
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
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding-block: 0.3rem;
    padding-inline-end: 1.25rem;
    border-block-end: 1px solid var(--vt-line);
    text-align: start;
    font-weight: normal;
  }
  th:nth-child(2),
  td.number {
    text-align: end;
  }
  figure {
    margin: 0;
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
    margin: 0;
    color: var(--vt-ink-soft);
    font-size: 0.875rem;
  }
`;
