import { openDB, type DBSchema } from 'idb';
import { emptyLedger, type Ledger } from '#offline/ledger.ts';

interface Schema extends DBSchema {
  ledger: { key: 'ledger'; value: Ledger };
}

const db = () =>
  openDB<Schema>('vitrine-offline', 1, { upgrade: (fresh) => void fresh.createObjectStore('ledger') });

/** The ledger, over restarts of the service worker; changes are made one after another. */
export class LedgerStore {
  #last: Promise<Ledger> = this.#load();

  get(): Promise<Ledger> {
    return this.#last;
  }

  /** To be called when this worker takes over: it has waited since it was started, and others have written meanwhile. */
  reload(): Promise<Ledger> {
    this.#last = this.#last.then(() => this.#load());
    return this.#last;
  }

  change(by: (ledger: Ledger) => Ledger): Promise<Ledger> {
    this.#last = this.#last.then(async (before) => {
      const after = by(before);
      // Storage that fails costs the rollback, not the page.
      if (after !== before) await this.#save(after).catch(() => undefined);
      return after;
    });
    return this.#last;
  }

  async #load(): Promise<Ledger> {
    try {
      return (await (await db()).get('ledger', 'ledger')) ?? emptyLedger;
    } catch {
      return emptyLedger;
    }
  }

  async #save(ledger: Ledger): Promise<void> {
    await (await db()).put('ledger', ledger, 'ledger');
  }
}
