/** A person changed a field of a form that a schema describes. `value` undefined: it is left out. */
export class VtFieldChangeEvent extends Event {
  readonly path: readonly (string | number)[];
  readonly value: unknown;

  constructor(path: readonly (string | number)[], value: unknown) {
    super('vt-field-change', { bubbles: true, composed: true });
    this.path = path;
    this.value = value;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-field-change': VtFieldChangeEvent;
  }
}
