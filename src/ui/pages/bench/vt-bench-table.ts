import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { cellId } from '#bench/cells.ts';
import { ratiosTo, type Ratio } from '#bench/compare.ts';
import type { Result } from '#bench/report.ts';
import { mainColumns, show, showNumber, sorted, textOf, type Column } from '#bench/table.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { plural } from '../../text/format.ts';
import type { Shown } from './desk.ts';
import { columnTitle } from './words.ts';

interface Row {
  key: string;
  letter: string;
  result: Result;
  ratio: Ratio | undefined;
  text: string;
  cells: readonly string[];
}

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

/** Sortable by each column and filtered by words; of several reports each row has its ratio to the first one's. */
@customElement('vt-bench-table')
export class VtBenchTable extends LitElement {
  static override styles = [
    controlStyles,
    css`
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
    `,
  ];

  @property({ attribute: false }) shown: readonly Shown[] = [];
  /** Changes when a report that grows got another row. */
  @property({ attribute: false }) version = 0;
  @state() private by: { column: Column; direction: 1 | -1 } | undefined;
  @state() private words: readonly string[] = [];
  private rows: readonly Row[] = [];

  override willUpdate(changed: PropertyValues): void {
    if (['shown', 'version', 'by'].some((name) => changed.has(name))) this.rows = this.makeRows();
  }

  override render() {
    const { rows } = this;
    const several = this.shown.length > 1;
    const isSeen = ({ text }: Row) => this.words.every((word) => text.includes(word));
    const seen = rows.filter(isSeen).length;
    return html`
      <div class="filter">
        <label class="field">
          ${msg('Filter rows')}
          <input type="search" placeholder="wasm 256 …" @input=${this.filter} />
        </label>
        <span class="hint" role="status"
          >${seen === rows.length ? rowCount(seen) : msg(str`${seen} of ${rowCount(rows.length)}`)}</span
        >
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Results')}>
        <table role="table" class=${several ? 'several' : ''}>
          <thead>
            <tr role="row">
              ${several ? html`<th role="columnheader" scope="col">${msg('Report')}</th>` : nothing}
              ${mainColumns.map((column) => this.renderHead(column))}
              ${several ? html`<th role="columnheader" scope="col" class="number">${msg('Ratio to A')}</th>` : nothing}
            </tr>
          </thead>
          <tbody lang="en">
            ${repeat(
              rows,
              ({ key }) => key,
              (row) => guard([row, isSeen(row)], () => this.renderRow(row, several, isSeen(row))),
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  private renderHead(column: Column): TemplateResult {
    const direction = this.by?.column === column ? this.by.direction : undefined;
    const sort = direction === undefined ? 'none' : direction === 1 ? 'ascending' : 'descending';
    const mark = direction === undefined ? '' : direction === 1 ? ' ▲' : ' ▼';
    return html`<th role="columnheader" scope="col" class=${classOf(column.id, false)} aria-sort=${sort}>
      <button type="button" @click=${() => this.sort(column)}>
        ${columnTitle(column)}<span aria-hidden="true">${mark}</span>
      </button>
    </th>`;
  }

  /** Filtered rows stay in the table: hiding one is far cheaper than making it again. */
  private renderRow(
    { letter, result, ratio, cells }: Row,
    several: boolean,
    isSeen: boolean,
  ): TemplateResult {
    const isBad = result.status !== 'done' && result.status !== 'skipped';
    const departs = result.agreement?.agrees === false;
    return html`<tr role="row" ?hidden=${!isSeen} class=${isBad ? 'bad' : ''}>
      ${several ? html`<td role="cell">${letter}</td>` : nothing}
      ${cells.map((text, i) => {
        const { id } = mainColumns[i]!;
        return html`<td role="cell" class=${classOf(id, departs)}>${text}</td>`;
      })}
      ${several ? html`<td role="cell" class="number" title=${ratio ? ratioTitle(ratio) : nothing}>${ratio ? ratioText(ratio) : ''}</td>` : nothing}
    </tr>`;
  }

  private makeRows(): Row[] {
    const [base] = this.shown;
    return this.shown.flatMap(({ report }, i) => {
      const ratios = base && i > 0 ? ratiosTo(base.report, report) : undefined;
      const { by } = this;
      const results = by ? sorted(report.results, by.column, by.direction) : report.results;
      return results.map((result): Row => {
        const id = cellId(result.cell);
        return {
          key: `${i} ${id}`,
          letter: String.fromCharCode(65 + i),
          result,
          ratio: ratios?.get(id),
          text: textOf(result),
          cells: mainColumns.map(({ of }) => show(of(result)) || '—'),
        };
      });
    });
  }

  private sort(column: Column): void {
    const isAgain = this.by?.column === column;
    this.by = { column, direction: isAgain && this.by?.direction === 1 ? -1 : 1 };
  }

  private readonly filter = (event: Event): void => {
    this.words = (event.target as HTMLInputElement).value.toLowerCase().split(/\s+/).filter(Boolean);
  };
}

const texts = new Set([
  ...['model', 'engine', 'precision', 'mode', 'input'],
  ...['agreement', 'accuracy', 'recorded', 'status', 'marks'],
]);

function classOf(id: string, departs: boolean): string {
  if (id === 'model') return 'model';
  if (id === 'agreement') return departs ? 'departs' : '';
  return texts.has(id) ? '' : 'number';
}

const rowCount = (count: number): string =>
  plural(count, { one: msg(str`${count} row`), other: msg(str`${count} rows`) });

function ratioText({ ratio, low, high }: Ratio): string {
  return `${showNumber(ratio)}× (${showNumber(low)}–${showNumber(high)})`;
}

function ratioTitle({ from }: Ratio): string {
  return from === 'samples'
    ? msg('95 % bootstrap interval of the ratio of medians')
    : msg('The farthest that both medians’ own 95 % intervals allow');
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-bench-table': VtBenchTable;
  }
}
