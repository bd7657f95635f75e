import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Report } from '#bench/report.ts';
import type { PublishedFigure } from '#models/manifest.ts';
import { manifestOf } from '#models/registry.ts';

interface Published extends PublishedFigure {
  model: string;
}

/** What others published of the report's models: on other devices, and so never in the same table as ours. */
export function publishedOf({ results }: Report): Published[] {
  const variants = new Set(results.map(({ cell }) => `${cell.model}/${cell.variant}`));
  return [...variants].flatMap((name) => {
    const [model = '', variant] = name.split('/');
    const found = manifestOf(model)?.variants.find(({ id }) => id === variant);
    return (found?.published ?? []).map((figure) => ({ ...figure, model: name }));
  });
}

export function renderPublished(report: Report): TemplateResult | typeof nothing {
  const published = publishedOf(report);
  if (published.length === 0) return nothing;
  return html`<div class="part">
    <h3 id="published">${msg('Published by others, on their devices')}</h3>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="published">
      <table>
        <thead>
          <tr>
            ${[msg('Model'), msg('What'), msg('Figure'), msg('Where it was measured')].map((title) => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${published.map(
            ({ model, what, value, conditions, source }) =>
              html`<tr>
                <td>${model}</td>
                <td lang="en">${what}</td>
                <td>${value}</td>
                <td>
                  <span lang="en">${conditions}</span> (<a href=${source} rel="noreferrer">${msg('source')}</a
                  >)
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>`;
}
