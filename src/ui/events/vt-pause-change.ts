/** A person stopped or went on. */
export class VtPauseChangeEvent extends Event {
  readonly paused: boolean;

  constructor(paused: boolean) {
    super('vt-pause-change', { bubbles: true, composed: true });
    this.paused = paused;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-pause-change': VtPauseChangeEvent;
  }
}
