/** One field of a form: the control that fits its schema. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { labelOf, type Path, type SchemaNode } from './schema-node.ts';
import { valueWords, type Value } from './value-words.ts';

interface Field {
  node: SchemaNode;
  value: unknown;
  path: Path;
  isRequired: boolean;
}

/** A model that a field may name. */
export interface ModelChoice {
  id: string;
  title: string;
  /** This site has a file of it. */
  isHere: boolean;
}

type Change = (value: unknown) => void;

export function renderField(field: Field, models: readonly ModelChoice[], change: Change): TemplateResult {
  const { node, path, isRequired } = field;
  if (node.type === 'array' && node.items?.enum) return renderChoices(field, change);
  const id = path.join('-');
  return html`<div class="field">
    <label for=${id}>${labelOf(String(path.at(-1)))}${isRequired ? ' *' : nothing}</label>
    ${path.at(-1) === 'model' ? renderModel(field, id, models, change) : renderControl(field, id, change)}
  </div>`;
}

function renderControl(field: Field, id: string, change: Change): TemplateResult {
  const { node, value, isRequired } = field;
  const take = (read: (text: string) => unknown) => (event: Event) => {
    const { value: text } = event.target as HTMLInputElement;
    change(text === '' && !isRequired ? undefined : read(text));
  };
  if (node.enum) return renderSelect(field, id, node.enum, change);
  if (node.type === 'boolean') return renderSelect(field, id, [true, false], change);
  const inherited = node.default === undefined ? '' : JSON.stringify(node.default).replaceAll('"', '');
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
      type="text"
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
    type="text"
    id=${id}
    maxlength=${node.maxLength ?? nothing}
    pattern=${node.pattern ?? nothing}
    placeholder=${inherited}
    .value=${typeof value === 'string' ? value : ''}
    @change=${take((text) => text)}
  />`;
}

function renderSelect(
  { node, value, path, isRequired }: Field,
  id: string,
  options: readonly Value[],
  change: Change,
): TemplateResult {
  const words = (option: Value) => valueWords(String(path.at(-1)), option);
  const choose = (event: Event) =>
    change(options[(event.target as HTMLSelectElement).selectedIndex - (isRequired ? 0 : 1)]);
  return html`<select id=${id} @change=${choose}>
    ${
      isRequired
        ? nothing
        : html`<option ?selected=${value === undefined}>
            ${node.default === undefined ? '—' : `${msg('default')}: ${words(node.default as Value)}`}
          </option>`
    }
    ${options.map((option) => html`<option ?selected=${option === value}>${words(option)}</option>`)}
  </select>`;
}

/** A list of the models that are known; what is not among them is typed. */
function renderModel(
  { value }: Field,
  id: string,
  models: readonly ModelChoice[],
  change: Change,
): TemplateResult {
  const take = (event: Event) => change((event.target as HTMLInputElement | HTMLSelectElement).value);
  const options = (isHere: boolean) =>
    models
      .filter((model) => model.isHere === isHere)
      .map(
        (model) => html`<option value=${model.id} ?selected=${model.id === value}>${model.title}</option>`,
      );
  if (!models.some((model) => model.id === value))
    return html`<input
        type="text"
        id=${id}
        list="models"
        .value=${typeof value === 'string' ? value : ''}
        @change=${take}
      />
      <datalist id="models">${options(true)}</datalist>`;
  return html`<select id=${id} @change=${take}>
    ${options(true)}
    <optgroup label=${msg('Not on this site')}>${options(false)}</optgroup>
    <option value="">${msg('Another one …')}</option>
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
          ${valueWords(String(path.at(-1)), option)}
        </label>`,
    )}
  </fieldset>`;
}
