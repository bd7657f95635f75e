import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { acceptedFiles } from '../../app/source-of-file.ts';

/** The field behind a button that asks for a picture or a video; not seen and not reached by Tab. */
export function fileField(take: (file: File) => void): TemplateResult {
  const change = ({ currentTarget }: Event) => {
    const input = currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    // The same file can be chosen again.
    input.value = '';
    if (file) take(file);
  };
  return html`<input
    class="hidden"
    type="file"
    accept=${acceptedFiles}
    tabindex="-1"
    aria-label=${msg('Image or video file')}
    @change=${change}
  />`;
}
