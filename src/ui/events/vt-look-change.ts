import type { Look } from '#core/look.ts';

/** A person changed how results are drawn; holds only what changed. */
export class VtLookChangeEvent extends Event {
  readonly change: Partial<Look>;

  constructor(change: Partial<Look>) {
    super('vt-look-change', { bubbles: true, composed: true });
    this.change = change;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-look-change': VtLookChangeEvent;
  }
}
