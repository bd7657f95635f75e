import type { Region } from '#core/counting/regions.ts';

/** A person drew, moved or removed a line or a zone; holds all that there are now. */
export class VtRegionsChangeEvent extends Event {
  readonly regions: readonly Region[];

  constructor(regions: readonly Region[]) {
    super('vt-regions-change', { bubbles: true, composed: true });
    this.regions = regions;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-regions-change': VtRegionsChangeEvent;
  }
}
