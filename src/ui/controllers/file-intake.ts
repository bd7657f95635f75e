import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { VtFileOpenEvent } from '../events/vt-file-open.ts';

/**
 * Files dropped anywhere on the page, or pasted into it, become a `vt-file-open` of the host. What has its own use for
 * a drop (the stage, a dialog) comes first and prevents the default.
 */
export class FileIntake implements ReactiveController {
  /** A file is being dragged over the page. */
  isOver = false;
  readonly #host: ReactiveControllerHost & EventTarget;
  /** Set by each dragover, which fires several times a second; leaving a page fires nothing that can be relied on. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    globalThis.addEventListener('dragover', this.#over);
    globalThis.addEventListener('drop', this.#drop);
    globalThis.addEventListener('paste', this.#paste);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('dragover', this.#over);
    globalThis.removeEventListener('drop', this.#drop);
    globalThis.removeEventListener('paste', this.#paste);
    clearTimeout(this.#timer);
  }

  readonly #over = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(false), 300);
    this.#show(true);
  };

  readonly #drop = (event: DragEvent): void => {
    this.#show(false);
    if (event.defaultPrevented) return;
    this.#take(event, event.dataTransfer);
  };

  readonly #paste = (event: ClipboardEvent): void => {
    // Office programs copy text with a picture of it; into a field goes the text.
    const [target] = event.composedPath();
    const isTyping = target instanceof HTMLElement && target.matches('input, textarea');
    if (isTyping && event.clipboardData?.types.includes('text/plain')) return;
    this.#take(event, event.clipboardData);
  };

  #take(event: Event, data: DataTransfer | null): void {
    const file = data?.files[0];
    if (!file) return;
    event.preventDefault();
    this.#host.dispatchEvent(new VtFileOpenEvent(file));
  }

  #show(isOver: boolean): void {
    if (this.isOver === isOver) return;
    this.isOver = isOver;
    this.#host.requestUpdate();
  }
}
