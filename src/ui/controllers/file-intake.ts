import type { LitElement, ReactiveController } from 'lit';
import { VtFileOpenEvent } from '../events/vt-file-open.ts';
import { DropHint } from './drop-hint.ts';

/**
 * What is dropped anywhere on the page, or pasted into it, becomes a `vt-file-open` of the host; `words` say what it
 * takes. What has its own use for a drop (the stage, a dialog) comes first and prevents the default.
 */
export class FileIntake implements ReactiveController {
  readonly #host: LitElement;

  constructor(host: LitElement, words: () => string) {
    this.#host = host;
    host.addController(this);
    new DropHint(host, words, this.#drop);
  }

  hostConnected(): void {
    globalThis.addEventListener('paste', this.#paste);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('paste', this.#paste);
  }

  readonly #drop = (event: DragEvent): void => {
    if (!event.defaultPrevented) this.#take(event, event.dataTransfer);
  };

  readonly #paste = (event: ClipboardEvent): void => {
    // Office programs copy text with a picture of it; into a field goes the text.
    const [target] = event.composedPath();
    const isTyping = target instanceof HTMLElement && target.matches('input, textarea');
    if (isTyping && event.clipboardData?.types.includes('text/plain')) return;
    this.#take(event, event.clipboardData);
  };

  #take(event: Event, data: DataTransfer | null): void {
    const [file = textFile(data), ...others] = data?.files ?? [];
    if (!file) return;
    event.preventDefault();
    this.#host.dispatchEvent(new VtFileOpenEvent(file, others));
  }
}

/** A link or text that came without a file, as one: whoever opens it says that it is neither picture nor video. */
function textFile(data: DataTransfer | null): File | undefined {
  const text = data?.getData('text/uri-list') || data?.getData('text');
  return text ? new File([text], text.slice(0, 80), { type: 'text/plain' }) : undefined;
}
