/** A person wants a failed source or model tried again. */
export class VtRetryEvent extends Event {
  readonly what: 'source' | 'model';

  constructor(what: 'source' | 'model') {
    super('vt-retry', { bubbles: true, composed: true });
    this.what = what;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-retry': VtRetryEvent;
  }
}
