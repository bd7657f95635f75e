import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ModelFile } from '#core/io-spec.ts';
import type { MachineReport } from '#core/machine-report.ts';
import type { ListedModel, ListedVariant } from '#models/catalogue.ts';
import type { ModelSettings } from '#session/session-state.ts';
import { formatOf } from '../../app/choose-model.ts';
import { formatSize } from '../../text/format.ts';
import { isUntrained, untrainedMark } from '../../text/untrained.ts';
import { engineOptions, precisionOptions, sizeOptions, type Option } from './picker-options.ts';

interface RunOptions {
  manifest: ListedModel;
  variant: ListedVariant;
  files: readonly ModelFile[];
  settings: ModelSettings;
  machine: MachineReport | undefined;
  choose: (change: Partial<ModelSettings>) => void;
}

/** How the chosen model runs: variant, engine, input size, precision, threads. Only real choices are offered. */
export function renderRunOptions({
  manifest,
  variant,
  files,
  settings,
  machine,
  choose,
}: RunOptions): TemplateResult {
  const format = formatOf(settings.engine);
  const engines = engineOptions(files, machine);
  const sizes = sizeOptions(files, format, settings.precision);
  const precisions = precisionOptions(files, format, machine);
  const refused = engines.find(({ value }) => value === settings.engine)?.refusal;
  return html`<div class="options">
    ${
      manifest.variants.length > 1
        ? select(
            msg('Variant'),
            msg('Which of the trained networks runs.'),
            variant.id,
            manifest.variants.map((each) => ({
              value: each.id,
              text: isUntrained(each) ? `${each.title} (${untrainedMark()})` : each.title,
              refusal: undefined,
            })),
            (value) => choose({ variant: value }),
          )
        : nothing
    }
    ${
      engines.length > 0
        ? select(msg('Engine'), msg('What computes the model.'), settings.engine, engines, (value) =>
            choose({ engine: value }),
          )
        : nothing
    }
    ${refused ? html`<p class="hint">${msg(str`This engine cannot run here: ${refused}`)}</p>` : nothing}
    ${
      files.length > 0
        ? html`<div class="pair">
            ${select(
              msg('Input size'),
              msg('A larger one finds smaller things and takes longer.'),
              formatSize(settings.size),
              sizes.map((size) => ({ value: formatSize(size), text: formatSize(size), refusal: undefined })),
              (_, index) => choose({ size: sizes[index] }),
            )}
            ${select(msg('Precision'), msg('16 bit is half as large, and faster on GPUs that have it.'), settings.precision, precisions, (value) => choose({ precision: value }))}
            ${select(msg('Threads (WASM)'), msg('How many processors the CPU engine may use; more is not always faster.'), settings.threads, threadOptions(machine), (value) => choose({ threads: value }))}
          </div>`
        : nothing
    }
  </div>`;
}

function threadOptions(machine: MachineReport | undefined): Option<number>[] {
  const most = Math.min(16, machine?.threads ?? 1);
  const counts = Array.from({ length: most }, (_, index) => index + 1);
  return [0, ...counts].map((value) => ({
    value,
    text: value === 0 ? msg('Automatic') : String(value),
    refusal: undefined,
  }));
}

function select<T extends string | number>(
  label: string,
  tip: string,
  chosen: T,
  options: readonly Option<T>[],
  choose: (value: T, index: number) => void,
): TemplateResult {
  const take = (event: Event) => {
    const index = (event.currentTarget as HTMLSelectElement).selectedIndex;
    const option = options[index];
    if (option) choose(option.value, index);
  };
  return html`<label class="field" title=${tip}>
    ${label}
    <select @change=${take}>
      ${options.map(
        ({ value, text, refusal }) =>
          html`<option .selected=${value === chosen} ?disabled=${refusal !== undefined}>
            ${text}${refusal ? ` (${msg('not here')})` : nothing}
          </option>`,
      )}
    </select>
  </label>`;
}
