/** One field of a form: the control that fits its schema. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { labelOf, type Path, type SchemaNode } from './schema-node.ts';

interface Field {
  node: SchemaNode;
  value: unknown;
  path: Path;
  isRequired: boolean;
}

type Change = (value: unknown) => void;

export function renderField(field: Field, change: Change): TemplateResult {
  const { node, path, isRequired } = field;
  if (node.type === 'array' && node.items?.enum) return renderChoices(field, change);
  const id = path.join('-');
  return html`<div class="field">
    <label for=${id}>${labelOf(String(path.at(-1)))}${isRequired ? ' *' : nothing}</label>
    ${renderControl(field, id, change)}
  </div>`;
}

function renderControl(field: Field, id: string, change: Change): TemplateResult {
  const { node, value, isRequired } = field;
  const take = (read: (text: string) => unknown) => (event: Event) => {
    const { value: text } = event.target as HTMLInputElement;
    change(text === '' && !isRequired ? undefined : read(text));
  };
  const inherited = node.default === undefined ? '' : JSON.stringify(node.default).replaceAll('"', '');
  if (node.enum) return renderSelect(field, id, node.enum, inherited, change);
  if (node.type === 'boolean') return renderSelect(field, id, [true, false], inherited, change);
  if (node.type === 'number' || node.type === 'integer')
    return html`<input
      id=${id}
      type="number"
      min=${node.minimum ?? nothing}
      max=${node.maximum ?? nothing}
      step=${node.type === 'integer' ? 1 : 'any'}
      placeholder=${inherited}
      .value=${typeof value === 'number' ? String(value) : ''}
      @change=${take(Number)}
    />`;
  if (node.type === 'array')
    return html`<input
      id=${id}
      placeholder="0, 1, 2"
      .value=${Array.isArray(value) ? value.join(', ') : ''}
      @change=${take((text) =>
        text
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(Number),
      )}
    />`;
  return html`<input
    id=${id}
    maxlength=${node.maxLength ?? nothing}
    pattern=${node.pattern ?? nothing}
    placeholder=${inherited}
    .value=${typeof value === 'string' ? value : ''}
    @change=${take((text) => text)}
  />`;
}

function renderSelect(
  { value, isRequired }: Field,
  id: string,
  options: readonly (string | number | boolean)[],
  inherited: string,
  change: Change,
): TemplateResult {
  const choose = (event: Event) =>
    change(options[(event.target as HTMLSelectElement).selectedIndex - (isRequired ? 0 : 1)]);
  return html`<select id=${id} @change=${choose}>
    ${
      isRequired
        ? nothing
        : html`<option ?selected=${value === undefined}>
            ${inherited === '' ? '—' : `${msg('default')}: ${inherited}`}
          </option>`
    }
    ${options.map((option) => html`<option ?selected=${option === value}>${option}</option>`)}
  </select>`;
}

/** In the order in which they were chosen: engines are tried in that order. */
function renderChoices({ node, value, path }: Field, change: Change): TemplateResult {
  const chosen = Array.isArray(value) ? (value as unknown[]) : [];
  const toggle = (option: unknown) =>
    chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option];
  return html`<fieldset>
    <legend>${labelOf(String(path.at(-1)))}</legend>
    ${node.items?.enum?.map(
      (option) =>
        html`<label class="switch">
          <input
            type="checkbox"
            .checked=${chosen.includes(option)}
            @change=${() => change(toggle(option))}
          />
          ${option}
        </label>`,
    )}
  </fieldset>`;
}
