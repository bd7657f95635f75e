/** A person switched the CPU round trip on or off. */
export class VtRoundTripChangeEvent extends Event {
  readonly roundTrip: boolean;

  constructor(roundTrip: boolean) {
    super('vt-round-trip-change', { bubbles: true, composed: true });
    this.roundTrip = roundTrip;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-round-trip-change': VtRoundTripChangeEvent;
  }
}
