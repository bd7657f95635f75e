import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
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
import { tableStyles } from './vt-bench-table.styles.ts';
import { columnTitle } from './words.ts';

interface Row {
  key: string;
  letter: string;
  result: Result;
  ratio: Ratio | undefined;
  text: string;
  cells: readonly string[];
}

/** Sortable by each column and filtered by words; of several reports each row has its ratio to the first one's. */
@customElement('vt-bench-table')
export class VtBenchTable extends LitElement {
  static override styles = [controlStyles, tableStyles];

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
