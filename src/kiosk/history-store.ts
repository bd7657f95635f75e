/** The slots of the last days in this browser's storage. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { MOST_SLOTS, type Slot } from './history.ts';

interface Schema extends DBSchema {
  slots: { key: number; value: Slot };
}

export class HistoryStore {
  #opened: Promise<IDBPDatabase<Schema>> | undefined;

  /** Rejects where the storage is full or forbidden. */
  async put(slot: Slot): Promise<void> {
    const db = await this.#open();
    const change = db.transaction('slots', 'readwrite');
    await Promise.all([
      change.store.put(slot, slot.slot),
      change.store.delete(IDBKeyRange.upperBound(slot.slot - MOST_SLOTS)),
      change.done,
    ]);
  }

  async get(slot: number): Promise<Slot | undefined> {
    return (await this.#open()).get('slots', slot);
  }

  /** The oldest first. */
  async all(): Promise<Slot[]> {
    return (await this.#open()).getAll('slots');
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#opened ??= openDB<Schema>('vitrine-kiosk', 1, {
      upgrade: (db) => void db.createObjectStore('slots'),
    });
    return this.#opened;
  }
}
