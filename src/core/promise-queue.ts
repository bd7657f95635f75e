/** Runs asynchronous tasks strictly one after another, in the order of `add`. A failed task does not stop the next. */
export class PromiseQueue {
  #tail: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as `task` does. */
  add<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task);
    // The queue goes on after a failure; whoever called `add` gets the rejection.
    this.#tail = result.catch(() => undefined);
    return result;
  }
}
