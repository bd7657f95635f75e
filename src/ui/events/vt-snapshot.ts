/** A person wants the picture as a file. */
export class VtSnapshotEvent extends Event {
  constructor() {
    super('vt-snapshot', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-snapshot': VtSnapshotEvent;
  }
}
