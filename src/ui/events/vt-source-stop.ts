/** A person closed the source. */
export class VtSourceStopEvent extends Event {
  constructor() {
    super('vt-source-stop', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-source-stop': VtSourceStopEvent;
  }
}
