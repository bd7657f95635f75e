import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { VtFieldChangeEvent } from '../../../events/vt-field-change.ts';
import { controlStyles } from '../../../styles/controls.styles.ts';
import { renderField, type ModelChoice } from './render-field.ts';
import {
  beginning,
  branchOf,
  isRecord,
  labelOf,
  nameOfBranch,
  type Path,
  type SchemaNode,
} from './schema-node.ts';
import { valueWords } from './value-words.ts';
import { schemaFormStyles } from './vt-schema-form.styles.ts';

/**
 * A form for a value that a JSON Schema describes, field by field.
 *
 * @fires vt-field-change - a field was changed, added, moved or taken out
 */
@customElement('vt-schema-form')
export class VtSchemaForm extends LitElement {
  static override styles = [controlStyles, schemaFormStyles];

  @property({ attribute: false }) schema: SchemaNode = {};
  @property({ attribute: false }) value: unknown;
  /** Fields of the outermost object that have no place in the form. */
  @property({ attribute: false }) leftOut: readonly string[] = [];
  /** What a field of the name `model` may have; empty: it is typed. */
  @property({ attribute: false }) models: readonly ModelChoice[] = [];

  override render() {
    return html`<div class="fields">${this.renderProperties(this.schema, this.value, [])}</div>`;
  }

  private renderProperties(node: SchemaNode, value: unknown, path: Path): TemplateResult[] {
    const fields = Object.entries(node.properties ?? {}).filter(
      ([name, field]) => field.const === undefined && (path.length > 0 || !this.leftOut.includes(name)),
    );
    const values = (value ?? {}) as Record<string, unknown>;
    return fields.map(([name, field]) =>
      this.renderNode(field, values[name], [...path, name], node.required?.includes(name) ?? false),
    );
  }

  private renderNode(node: SchemaNode, value: unknown, path: Path, isRequired: boolean): TemplateResult {
    const isGroup = node.oneOf !== undefined || node.type === 'object' || node.items?.type === 'object';
    if (!isGroup)
      return renderField({ node, value, path, isRequired }, this.models, (next) => this.change(path, next));
    const name = labelOf(String(path.at(-1)));
    if (value === undefined && !isRequired)
      return html`<div>
        <button type="button" @click=${() => this.change(path, beginning(node))}>
          ${msg(str`Add ${name}`)}
        </button>
      </div>`;
    return html`<details ?open=${path.length === 1 && isRequired}>
      <summary>${name}</summary>
      <div class="fields">
        ${this.renderGroup(node, value, path)} ${isRequired ? nothing : this.renderRemove(path, name)}
      </div>
    </details>`;
  }

  private renderGroup(node: SchemaNode, value: unknown, path: Path): TemplateResult | TemplateResult[] {
    if (node.oneOf) return this.renderBranches(node, value, path);
    if (node.type === 'array') return this.renderItems(node, Array.isArray(value) ? value : [], path);
    if (isRecord(node)) return this.renderTexts(value, path);
    return this.renderProperties(node, value, path);
  }

  private renderBranches(node: SchemaNode, value: unknown, path: Path) {
    const branch = branchOf(node, value);
    const id = ['kind', ...path].join('-');
    const choose = (event: Event) => {
      const { value: kind } = event.target as HTMLSelectElement;
      const next = node.oneOf?.find((one) => nameOfBranch(one) === kind);
      if (next) this.change(path, beginning(next));
    };
    return html`<div class="field">
        <label for=${id}>${labelOf('kind')}</label>
        <select id=${id} @change=${choose}>
          ${node.oneOf?.map((one) => {
            const kind = nameOfBranch(one);
            return html`<option value=${kind} ?selected=${one === branch}>
              ${valueWords('kind', kind)}
            </option>`;
          })}
        </select>
      </div>
      ${branch ? this.renderProperties(branch, value, path) : nothing}`;
  }

  private renderItems(node: SchemaNode, items: readonly unknown[], path: Path): TemplateResult {
    const item = node.items ?? {};
    const swap = (at: number) => {
      const next = [...items];
      [next[at - 1], next[at]] = [next[at], next[at - 1]];
      this.change(path, next);
    };
    return html`<ol>
        ${items.map((value, at) => {
          const name = nameOfItem(value, at);
          return html`<li>
            <details>
              <summary>${name}</summary>
              <div class="fields">${this.renderGroup(item, value, [...path, at])}</div>
            </details>
            <button
              type="button"
              ?disabled=${at === 0}
              aria-label=${msg(str`Move ${name} up`)}
              @click=${() => swap(at)}
            >
              ↑
            </button>
            ${items.length > (node.minItems ?? 0) ? this.renderRemove([...path, at], name) : nothing}
          </li>`;
        })}
      </ol>
      ${
        items.length < (node.maxItems ?? Infinity)
          ? html`<div>
              <button
                type="button"
                @click=${() => this.change([...path, items.length], this.fresh(item, items))}
              >
                ${msg(str`Add to ${labelOf(String(path.at(-1)))}`)}
              </button>
            </div>`
          : nothing
      }`;
  }

  /** Like the last one where there is one, under an id of its own: most items differ little. */
  private fresh(item: SchemaNode, items: readonly unknown[]): unknown {
    const last = items.at(-1) as Record<string, unknown> | undefined;
    if (last === undefined) return beginning(item);
    return typeof last['id'] === 'string'
      ? { ...last, id: `${last['id']}-${items.length + 1}`.slice(-64) }
      : last;
  }

  private renderTexts(value: unknown, path: Path) {
    const texts = (value ?? {}) as Record<string, string>;
    const rename = (from: string, to: string) =>
      this.change(
        path,
        Object.fromEntries(Object.entries(texts).map(([key, text]) => [key === from ? to : key, text])),
      );
    return html`${Object.entries(texts).map(
        ([language, text]) =>
          html`<div class="text">
            <input
              type="text"
              aria-label=${msg('Language')}
              .value=${language}
              size="6"
              @change=${(event: Event) => rename(language, (event.target as HTMLInputElement).value)}
            />
            <input
              type="text"
              aria-label=${msg(str`Text in ${language}`)}
              lang=${language}
              .value=${text}
              @change=${(event: Event) => this.change([...path, language], (event.target as HTMLInputElement).value)}
            />
            ${this.renderRemove([...path, language], language)}
          </div>`,
      )}
      <div>
        <button type="button" @click=${() => this.change([...path, unused(texts)], '')}>
          ${msg('Add a language')}
        </button>
      </div>`;
  }

  private renderRemove(path: Path, name: string) {
    return html`<button
      type="button"
      class="quiet"
      aria-label=${msg(str`Remove ${name}`)}
      @click=${() => this.change(path, undefined)}
    >
      ✕
    </button>`;
  }

  private change(path: Path, value: unknown): void {
    this.dispatchEvent(new VtFieldChangeEvent(path, value));
  }
}

function nameOfItem(value: unknown, at: number): string {
  const { id } = (value ?? {}) as { id?: unknown };
  if (typeof id === 'string' && id !== '') return id;
  const [text] = Object.values(value ?? {}) as unknown[];
  return typeof text === 'string' && text !== '' ? text : `${at + 1}`;
}

/** Languages that most walls need, in turn. */
function unused(texts: Readonly<Record<string, string>>): string {
  return (
    ['en', 'de', 'fr', 'es', 'it', 'pl', 'tr', 'ar', 'ja', 'zh'].find((code) => !(code in texts)) ?? 'mul'
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-schema-form': VtSchemaForm;
  }
}
