import type { UserModel } from '#session/user-models/user-model.ts';

/** A person's file has become a model, saved and ready to run. */
export class VtModelMadeEvent extends Event {
  readonly model: UserModel;

  constructor(model: UserModel) {
    super('vt-model-made', { bubbles: true, composed: true });
    this.model = model;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-model-made': VtModelMadeEvent;
  }
}
