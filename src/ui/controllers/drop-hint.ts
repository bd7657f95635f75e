import type { LitElement, ReactiveController } from 'lit';
import type { VtDropHint } from '../components/drop-hint/vt-drop-hint.ts';

/**
 * Says over the whole page what can be dropped, while a file is dragged over it, and hands each drop to `onDrop`. Links of other pages are let in, too: the
 * browser would leave the page for them. What is dragged within the page is left alone.
 */
export class DropHint implements ReactiveController {
  readonly #host: LitElement;
  readonly #words: () => string;
  readonly #onDrop: (event: DragEvent) => void;
  /** Loaded when a file is first dragged over the page. */
  #hint: Promise<VtDropHint> | undefined;
  #isOwn = false;

  constructor(host: LitElement, words: () => string, onDrop: (event: DragEvent) => void) {
    this.#host = host;
    this.#words = words;
    this.#onDrop = onDrop;
    host.addController(this);
  }

  hostConnected(): void {
    globalThis.addEventListener('dragstart', this.#start);
    globalThis.addEventListener('dragend', this.#start);
    globalThis.addEventListener('dragover', this.#over);
    globalThis.addEventListener('drop', this.#drop);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('dragstart', this.#start);
    globalThis.removeEventListener('dragend', this.#start);
    globalThis.removeEventListener('dragover', this.#over);
    globalThis.removeEventListener('drop', this.#drop);
  }

  readonly #start = ({ type }: DragEvent): void => {
    this.#isOwn = type === 'dragstart';
  };

  readonly #over = (event: DragEvent): void => {
    if (!this.#isForPage(event)) return;
    event.preventDefault();
    if (!event.dataTransfer?.types.includes('Files')) return;
    this.#hint ??= import('../components/drop-hint/vt-drop-hint.ts').then(({ VtDropHint }) =>
      this.#host.renderRoot.appendChild(new VtDropHint()),
    );
    void this.#hint.then((hint) => hint.show(this.#words()));
  };

  readonly #drop = (event: DragEvent): void => {
    void this.#hint?.then((hint) => hint.hide());
    this.#onDrop(event);
    if (this.#isForPage(event)) event.preventDefault();
  };

  /** A link may be dragged into a field. */
  #isForPage(event: DragEvent): boolean {
    const types = event.dataTransfer?.types ?? [];
    if (this.#isOwn) return false;
    if (types.includes('Files')) return true;
    const [target] = event.composedPath();
    const isField = target instanceof HTMLElement && target.matches('input, textarea');
    return types.includes('text/uri-list') && !isField;
  }
}
