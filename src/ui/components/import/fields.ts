import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { knownSets, type LabelChoice } from './label-choice.ts';
import { plural } from '../../text/format.ts';

/** A choice with a visible label; `options` are values with their texts. */
export function select<T extends string>(
  label: string,
  chosen: T,
  options: readonly (readonly [value: T, text: string])[],
  choose: (value: T) => void,
): TemplateResult {
  const take = (event: Event) => {
    const option = options[(event.currentTarget as HTMLSelectElement).selectedIndex];
    if (option) choose(option[0]);
  };
  return html`<label class="field">
    ${label}
    <select @change=${take}>
      ${options.map(([value, text]) => html`<option .selected=${value === chosen}>${text}</option>`)}
    </select>
  </label>`;
}

export function textField(label: string, value: string, change: (value: string) => void): TemplateResult {
  return html`<label class="field">
    ${label}
    <input
      type="text"
      maxlength="200"
      .value=${live(value)}
      @input=${(event: Event) => change((event.currentTarget as HTMLInputElement).value)}
    />
  </label>`;
}

/** A whole number; an empty field is 0, which no rule accepts. */
export function numberField(
  label: string,
  value: number,
  { step, min = step, disabled = false }: { step: number; min?: number; disabled?: boolean },
  change: (value: number) => void,
): TemplateResult {
  return html`<label class="field">
    ${label}
    <input
      type="number"
      inputmode="numeric"
      min=${min}
      step=${step}
      ?disabled=${disabled}
      .value=${String(value)}
      @change=${(event: Event) => change(Number((event.currentTarget as HTMLInputElement).value))}
    />
  </label>`;
}

export function check(label: string, checked: boolean, change: (checked: boolean) => void): TemplateResult {
  return html`<label class="switch">
    <input
      type="checkbox"
      .checked=${checked}
      @change=${(event: Event) => change((event.currentTarget as HTMLInputElement).checked)}
    />
    ${label}
  </label>`;
}

/** Where the names of `count` classes come from; `usual` says what the worker would take by itself. */
export function labelFields(
  choice: LabelChoice,
  count: number,
  usual: string | undefined,
  change: (choice: LabelChoice) => void,
): TemplateResult {
  const options: (readonly [string, string])[] = [
    ...(usual === undefined ? [] : [['usual', usual] as const]),
    ['numbers', msg('Numbers')],
    ...knownSets.map((name) => [name, name.replaceAll('-', ' ')] as const),
    ['lines', msg('My own …')],
  ];
  return html`
    ${select(plural(count, { one: msg(str`Name of the ${count} class`), other: msg(str`Names of the ${count} classes`) }), choice.from, options, (from) => change({ ...choice, from }))}
    ${
      choice.from === 'lines'
        ? html`<label class="field">
            ${msg('One name a line, in the model’s order')}
            <textarea
              rows="5"
              .value=${live(choice.lines)}
              @input=${(event: Event) =>
                change({ ...choice, lines: (event.currentTarget as HTMLTextAreaElement).value })}
            ></textarea>
          </label>`
        : nothing
    }
  `;
}

export const precisions = () =>
  [
    ['fp32', msg('32 bit (fp32)')],
    ['fp16', msg('16 bit (fp16), for GPUs')],
  ] as const;
