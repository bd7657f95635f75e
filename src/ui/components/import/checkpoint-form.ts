import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { formatMagnitude, formatSize } from '../../text/format.ts';
import { chosen, fitOf, nameOf, sizesOf, type CheckpointDraft } from './checkpoint-draft.ts';
import { labelFields, numberField, precisions, select, textField } from './fields.ts';
import type { ImportFlow, ImportState } from './import-flow.ts';

/** What was read off a checkpoint, to be confirmed or changed. */
export function renderCheckpoint(
  flow: ImportFlow,
  { file, inspected, draft }: ImportState & { step: 'checkpoint' },
): TemplateResult {
  const { guesses, tensors, elements } = inspected;
  const guess = guesses[draft.guess];
  const change = (part: Partial<CheckpointDraft>) => flow.changeCheckpoint(part);
  const sizes = sizesOf(guess);
  const step = guess?.sizeMultiple ?? 1;
  return html`
    <p class="hint">
      ${msg(str`${file.name} holds ${tensors} tensors with ${formatMagnitude(elements)} numbers.`)}
    </p>
    ${select(
      msg('Architecture'),
      String(draft.guess),
      guesses.map((each, i) => [String(i), `${nameOf(each)} (${Math.floor(each.score * 100)} %)`] as const),
      (i) => change(chosen(guesses, Number(i))),
    )}
    ${guess ? html`<p class=${guess.score === 1 ? 'hint' : 'hint caution'} role="status">${fitOf(guess)}</p>` : nothing}
    ${textField(msg('Name'), draft.title, (title) => change({ title }))}
    <div class="pair">
      ${numberField(msg('Input width'), draft.width, { step }, (width) => change({ width }))}
      ${numberField(msg('Input height'), draft.height, { step }, (height) => change({ height }))}
      ${select(msg('Precision'), draft.precision, precisions(), (precision) => change({ precision }))}
    </div>
    <p class="hint">
      ${step > 1 ? msg(str`Sides are multiples of ${step}.`) : msg('Any size will do.')}
      ${sizes.length > 0 ? msg('Usual are') : nothing}
      ${sizes.map(
        (size) =>
          html`<button type="button" class="link" @click=${() => change({ ...size })}>
            ${formatSize(size)}
          </button> `,
      )}
    </p>
    ${
      draft.classes === undefined
        ? nothing
        : labelFields(draft.labels, draft.classes, msg('As usual for this architecture'), (labels) =>
            change({ labels }),
          )
    }
  `;
}
