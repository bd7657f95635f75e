import { css, unsafeCSS } from 'lit';
import { mainColumns, type Column } from '#bench/table.ts';

/** Of the main columns, in rem; a status may be a sentence. */
const rems: Record<string, number> = {
  model: 14,
  engine: 11,
  precision: 6,
  mode: 5.5,
  interval: 8.5,
  p90: 5.5,
  p95: 5.5,
  p99: 5.5,
  variation: 5,
  runs: 5,
  outliers: 6,
  fps: 4.5,
  agreement: 11,
  accuracy: 8,
  recorded: 22,
  status: 15,
  marks: 26,
};
/** So that all columns are in view on the largest screens, where a row may have several lines. */
const dense: Record<string, number> = {
  model: 12,
  engine: 9,
  interval: 7.5,
  agreement: 8,
  recorded: 13,
  status: 9,
  marks: 14,
};

/** The table's letters. */
const LETTERS_REM = 0.8125;
const inRem = (width: number) => `${width}rem`;
/** Narrower with smaller letters. */
const inLetters = (width: number) => `${(width / LETTERS_REM).toFixed(2)}em`;

const widthsOf = (some: readonly Column[], own: Record<string, number> = {}, others = 6.5, unit = inRem) =>
  unsafeCSS(some.map(({ id }) => unit(own[id] ?? rems[id] ?? others)).join(' '));
const widths = widthsOf(mainColumns);
const denseWidths = widthsOf(mainColumns, dense, 6, inLetters);
/** Without the first, the model's, which takes less of a telephone. */
const narrowWidths = widthsOf(mainColumns.slice(1));

export const tableStyles = css`
  :host {
    display: grid;
    gap: 0.5rem;
    min-inline-size: 0;
  }
  .scroll {
    overflow: auto;
    max-block-size: 70vh;
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
  }
  /* Rows of fixed columns: what is out of view needs no layout, which tables of hundreds of rows are slow at. */
  table {
    display: block;
    inline-size: max-content;
    min-inline-size: 100%;
    font-size: ${unsafeCSS(LETTERS_REM)}rem;
    font-variant-numeric: tabular-nums;
  }
  thead,
  tbody {
    display: block;
  }
  thead {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--vt-raised);
  }
  tr {
    display: grid;
    grid-template-columns: ${widths};
    border-block-end: 1px solid var(--vt-line);
  }
  .several tr {
    grid-template-columns: 4.5rem ${widths} 11rem;
  }
  tbody tr {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 1.8rem;
  }
  tr[hidden] {
    display: none;
  }
  th,
  td {
    padding: 0.3rem 0.55rem;
    text-align: start;
    overflow-wrap: anywhere;
  }
  /* Which cell a row is of stays in view while its figures are scrolled. */
  .model {
    position: sticky;
    inset-inline-start: 0;
    background: var(--vt-raised);
    border-inline-end: 1px solid var(--vt-line);
  }
  @media (min-width: 200rem) {
    table {
      font-size: 0.62rem;
    }
    tr th:not(:has(button)),
    tr td,
    tr th button {
      padding-inline: 0.4em;
    }
    tr {
      grid-template-columns: ${denseWidths};
    }
    .several tr {
      grid-template-columns: 3.7em ${denseWidths} 11em;
    }
  }
  @media (max-width: 40rem) {
    tr {
      grid-template-columns: 7.5rem ${narrowWidths};
    }
    .several tr {
      grid-template-columns: 4.5rem 7.5rem ${narrowWidths} 11rem;
    }
  }
  th:has(button) {
    padding: 0;
  }
  th button {
    inline-size: 100%;
    min-block-size: 2rem;
    justify-content: start;
    border-color: transparent;
    background: none;
    font-size: inherit;
    font-weight: 600;
    text-align: start;
    padding: 0.2rem 0.55rem;
  }
  th.number button {
    justify-content: end;
    text-align: end;
  }
  .number {
    text-align: end;
  }
  tr.bad td,
  td.departs {
    color: var(--vt-bad);
  }
  .filter {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.75rem;
  }
  .filter input {
    min-block-size: 2.25rem;
    padding: 0.3rem 0.5rem;
    border: 1px solid var(--vt-line-strong);
    border-radius: var(--vt-radius);
    background: var(--vt-raised);
  }
`;
