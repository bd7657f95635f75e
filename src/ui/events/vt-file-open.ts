/** A person chose, dropped or pasted a file; whether it is an image or a video is not known yet. */
export class VtFileOpenEvent extends Event {
  readonly file: File;
  /** What came with it. */
  readonly others: readonly File[];

  constructor(file: File, others: readonly File[] = []) {
    super('vt-file-open', { bubbles: true, composed: true });
    this.file = file;
    this.others = others;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-file-open': VtFileOpenEvent;
  }
}
