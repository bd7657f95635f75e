/** A person cancelled the loading of a model. */
export class VtModelLoadCancelEvent extends Event {
  constructor() {
    super('vt-model-load-cancel', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-model-load-cancel': VtModelLoadCancelEvent;
  }
}
