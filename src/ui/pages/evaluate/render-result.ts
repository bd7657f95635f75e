import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { EvaluationResult } from '#workers/eval/eval.api.ts';
import { formatFixed } from '../../text/format.ts';

type Figures = EvaluationResult['report']['figures'];

/** Figures beside the time, the classes, and the worst pictures at `addresses`. */
export function renderResult(
  { report }: EvaluationResult,
  addresses: readonly string[],
  save: (format: 'json' | 'md') => void,
) {
  const { model, data, figures, perClass = [], speed, worst, badness, conditions } = report;
  return html`<section class="card" aria-labelledby="result">
    <h3 id="result">${msg(str`${model.id} on ${data.samples} pictures (${data.layout})`)}</h3>
    ${model.trained ? nothing : html`<p role="alert">${msg('Untrained: the figures mean nothing.')}</p>`}
    <div class="tables">
      ${table(figures, msg('Measure'), [
        [msg('inference p50'), speed.inferenceMs.p50, 'ms'],
        [msg('inference p95'), speed.inferenceMs.p95, 'ms'],
      ])}
      ${perClass.length > 0 ? table(perClass, msg('Class')) : nothing}
    </div>
    <p class="note">
      ${msg(str`Input ${model.size}, ${model.precision}; ${conditions}. ${data.notes.join('; ')}.`)}
    </p>
    <div class="row">
      <button type="button" @click=${() => save('json')}>${msg('Save as JSON')}</button>
      <button type="button" @click=${() => save('md')}>${msg('Save as Markdown')}</button>
    </div>
    <h3>${msg('Worst')}</h3>
    <p class="note">${msg(str`By ${badness}. From left: the picture, the truth, what the model says.`)}</p>
    <div class="worst">
      ${worst.map(
        ({ sample, badness: value }, i) =>
          html`<figure>
            <img src=${addresses[i] ?? ''} alt=${msg(str`${sample}: picture, truth and result`)} />
            <figcaption>${sample}: ${formatFixed(value, 3)}</figcaption>
          </figure>`,
      )}
    </div>
  </section>`;
}

function table(figures: Figures, title: string, times: readonly [string, number, string][] = []) {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${title}</th>
        <th scope="col">${msg('Value')}</th>
        <th scope="col">${msg('Unit')}</th>
      </tr>
    </thead>
    <tbody>
      ${figures.map(({ name, value, unit }) => row(name, value === undefined ? msg('nothing to measure') : formatFixed(value, 4), unit))}
      ${times.map(([name, value, unit]) => row(name, formatFixed(value, 1), unit))}
    </tbody>
  </table>`;
}

const row = (name: string, value: string, unit: string) =>
  html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${value}</td>
    <td>${unit}</td>
  </tr>`;
