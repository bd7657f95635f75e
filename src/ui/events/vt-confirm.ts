/** A person was asked whether they mean it, and does. */
export class VtConfirmEvent extends Event {
  constructor() {
    super('vt-confirm');
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-confirm': VtConfirmEvent;
  }
}
