/** A person chose or dropped a file; whether it is an image or a video is not known yet. */
export class VtFileOpenEvent extends Event {
  readonly file: File;

  constructor(file: File) {
    super('vt-file-open', { bubbles: true, composed: true });
    this.file = file;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-file-open': VtFileOpenEvent;
  }
}
