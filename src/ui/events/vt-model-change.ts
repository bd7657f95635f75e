import type { ModelSettings } from '#session/session-state.ts';

/** A person chose what runs and how. */
export class VtModelChangeEvent extends Event {
  readonly settings: ModelSettings;

  constructor(settings: ModelSettings) {
    super('vt-model-change', { bubbles: true, composed: true });
    this.settings = settings;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-model-change': VtModelChangeEvent;
  }
}
