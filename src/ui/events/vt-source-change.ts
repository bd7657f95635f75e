import type { SourceSettings } from '#session/session-state.ts';

/** A person chose where frames come from. */
export class VtSourceChangeEvent extends Event {
  readonly settings: SourceSettings;

  constructor(settings: SourceSettings) {
    super('vt-source-change', { bubbles: true, composed: true });
    this.settings = settings;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-source-change': VtSourceChangeEvent;
  }
}
