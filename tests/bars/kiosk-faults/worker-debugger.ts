import type { CDPSession } from 'playwright';

/** A page or a worker, by its debugger. */
export interface Debugged {
  send(method: 'HeapProfiler.takeHeapSnapshot'): Promise<unknown>;
  on(event: 'HeapProfiler.addHeapSnapshotChunk', hear: (event: { chunk: string }) => void): unknown;
  off(event: 'HeapProfiler.addHeapSnapshotChunk', hear: (event: { chunk: string }) => void): unknown;
}

interface Answer {
  id?: number;
  method?: string;
  params?: { chunk: string };
}

/**
 * The debugger of the page's newest vision worker. Playwright's sessions are of pages only, so that what is said to a
 * worker goes as messages through that of its page.
 */
export class WorkerDebugger implements Debugged {
  readonly #page: CDPSession;
  readonly #sessions: string[] = [];
  readonly #waiting = new Map<number, () => void>();
  readonly #hearers = new Set<(event: { chunk: string }) => void>();
  #asked = 0;

  private constructor(page: CDPSession) {
    this.#page = page;
    page.on('Target.attachedToTarget', ({ sessionId, targetInfo: { url } }) => {
      if (url.includes('inference')) this.#sessions.push(sessionId);
    });
    page.on('Target.detachedFromTarget', ({ sessionId }) => {
      const at = this.#sessions.indexOf(sessionId);
      if (at >= 0) this.#sessions.splice(at, 1);
    });
    page.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, method, params } = JSON.parse(message) as Answer;
      if (id !== undefined) this.#waiting.get(id)?.();
      if (method === 'HeapProfiler.addHeapSnapshotChunk' && params)
        for (const hear of this.#hearers) hear(params);
    });
  }

  static async of(page: CDPSession): Promise<WorkerDebugger> {
    const worker = new WorkerDebugger(page);
    await page.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
    return worker;
  }

  async send(method: 'HeapProfiler.takeHeapSnapshot'): Promise<void> {
    const sessionId = this.#sessions.at(-1);
    if (sessionId === undefined) throw new Error('There is no vision worker.');
    const id = ++this.#asked;
    const answered = new Promise<void>((resolve) => this.#waiting.set(id, resolve));
    await this.#page.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id, method }),
    });
    await answered;
    this.#waiting.delete(id);
  }

  on(_: 'HeapProfiler.addHeapSnapshotChunk', hear: (event: { chunk: string }) => void): void {
    this.#hearers.add(hear);
  }

  off(_: 'HeapProfiler.addHeapSnapshotChunk', hear: (event: { chunk: string }) => void): void {
    this.#hearers.delete(hear);
  }
}
