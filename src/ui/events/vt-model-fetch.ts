/** A person wants a missing model fetched by the server, or a fetch under way stopped. */
export class VtModelFetchEvent extends Event {
  readonly model: string;
  readonly variant: string;
  readonly action: 'start' | 'cancel';

  constructor(model: string, variant: string, action: 'start' | 'cancel') {
    super('vt-model-fetch', { bubbles: true, composed: true });
    this.model = model;
    this.variant = variant;
    this.action = action;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-model-fetch': VtModelFetchEvent;
  }
}
