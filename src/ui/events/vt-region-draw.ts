import type { Region } from '#core/counting/regions.ts';

/** A person wants to draw a line or a zone: with the pointer, or, without one, to be given one and move it by keys. */
export class VtRegionDrawEvent extends Event {
  readonly kind: Region['kind'];
  readonly byPointer: boolean;

  constructor(kind: Region['kind'], byPointer: boolean) {
    super('vt-region-draw', { bubbles: true, composed: true });
    this.kind = kind;
    this.byPointer = byPointer;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-region-draw': VtRegionDrawEvent;
  }
}
