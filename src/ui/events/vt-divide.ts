/** A person moved the divider. */
export class VtDivideEvent extends Event {
  /** The part of the width that lies left of it, 0..1. */
  readonly position: number;

  constructor(position: number) {
    super('vt-divide', { bubbles: true, composed: true });
    this.position = position;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-divide': VtDivideEvent;
  }
}
