import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { UserModel } from '#session/user-models/user-model.ts';
import type { Catalog } from '../../app/catalog.ts';
import { VtImportOpenEvent } from '../../events/vt-import-open.ts';
import { VtOwnDeleteEvent } from '../../events/vt-own-delete.ts';
import { icon } from '../../styles/icons.ts';
import { formatBytes } from '../../text/format.ts';
import '../confirm/vt-confirm.ts';

/** What a person brought, with what it takes of the browser's storage, and the way to bring more. */
export function renderOwn(
  target: EventTarget,
  { own, unreadable }: Catalog,
  renderModel: (model: UserModel, remove: TemplateResult) => TemplateResult,
): TemplateResult {
  const remove = (id: string, subject: string) =>
    html`<vt-confirm
      label=${msg('Delete')}
      question=${msg('Delete for good')}
      subject=${subject}
      @vt-confirm=${() => target.dispatchEvent(new VtOwnDeleteEvent(id))}
    ></vt-confirm>`;
  const bytes = own.reduce((sum, { file }) => sum + file.bytes, 0);
  return html`<section role="group" class="own" aria-labelledby="own">
    <h3 id="own">
      ${msg('Your models')}${own.length > 0 ? html` <em>${msg(str`${formatBytes(bytes)} in this browser`)}</em>` : nothing}
    </h3>
    ${
      own.length > 0
        ? html`<ul>
            ${own.map((model) => renderModel(model, remove(model.manifest.id, msg(str`${model.manifest.title} from this browser`))))}
          </ul>`
        : nothing
    }
    ${unreadable.map(
      (id) =>
        html`<p class="hint caution">
          ${msg('A saved model cannot be read any more.')} ${remove(id, msg('the saved model'))}
        </p>`,
    )}
    <button
      type="button"
      title=${msg('A checkpoint or an ONNX file of yours; it stays in this browser.')}
      @click=${() => target.dispatchEvent(new VtImportOpenEvent())}
    >
      ${icon('file')}${msg('Bring a model of your own')}
    </button>
  </section>`;
}
