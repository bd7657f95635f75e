/** A person chose the picture or video behind the person; undefined takes it away. */
export class VtBackgroundChangeEvent extends Event {
  readonly image: Blob | undefined;

  constructor(image: Blob | undefined) {
    super('vt-background-change', { bubbles: true, composed: true });
    this.image = image;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-background-change': VtBackgroundChangeEvent;
  }
}
