import type { Task } from '#core/result.ts';

/** A person chose a task. */
export class VtTaskChangeEvent extends Event {
  readonly task: Task;

  constructor(task: Task) {
    super('vt-task-change', { bubbles: true, composed: true });
    this.task = task;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vt-task-change': VtTaskChangeEvent;
  }
}
