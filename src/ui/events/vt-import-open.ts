/** A person wants to bring a model of their own; without a file, they choose one in the dialog. */
export class VtImportOpenEvent extends Event {
  constructor() {
    super('vt-import-open', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-import-open': VtImportOpenEvent;
  }
}
