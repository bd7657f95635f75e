/** A person wants a model of their own deleted from this browser. */
export class VtOwnDeleteEvent extends Event {
  readonly model: string;

  constructor(model: string) {
    super('vt-own-delete', { bubbles: true, composed: true });
    this.model = model;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-own-delete': VtOwnDeleteEvent;
  }
}
