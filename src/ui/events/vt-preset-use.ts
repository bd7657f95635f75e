/** A person wants these settings; the source stays as it is. */
export class VtPresetUseEvent extends Event {
  /** As the address has them. */
  readonly query: string;

  constructor(query: string) {
    super('vt-preset-use', { bubbles: true, composed: true });
    this.query = query;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-preset-use': VtPresetUseEvent;
  }
}
