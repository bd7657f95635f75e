/** A person deleted something that the browser kept. */
export class VtStoredChangeEvent extends Event {
  constructor() {
    super('vt-stored-change', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-stored-change': VtStoredChangeEvent;
  }
}
