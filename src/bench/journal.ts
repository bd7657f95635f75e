/** The run under way in this browser's storage, so that a reload or a crash of the page loses one cell at most. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { cellSchema, type Cell } from './cells.ts';
import { reportSchema, resultSchema, type Report, type Result } from './report.ts';

const NAME = 'vitrine-bench';

const headSchema = v.strictObject({
  /** With no results: those are kept one by one. */
  report: reportSchema,
  order: v.array(cellSchema),
  /** What pipelines run on. */
  clip: v.optional(v.instance(File)),
});

/** A run that began and did not end. */
export interface Unfinished {
  report: Report;
  order: Cell[];
  /** How often each cell was begun without an end, by its place in the order. */
  begun: Map<number, number>;
  clip?: File | undefined;
}

interface Schema extends DBSchema {
  head: { key: 'head'; value: unknown };
  results: { key: number; value: unknown };
  begun: { key: number; value: number };
}

export class Journal {
  #opened: Promise<IDBPDatabase<Schema>> | undefined;

  async begin(report: Report, order: readonly Cell[], clip?: File): Promise<void> {
    const db = await this.#open();
    const change = db.transaction(['head', 'results', 'begun'], 'readwrite');
    await Promise.all([
      change.objectStore('results').clear(),
      change.objectStore('begun').clear(),
      change.objectStore('head').put(headOf(report, order, clip), 'head'),
      change.done,
    ]);
  }

  /** Before a cell: if nothing follows, it took the page with it. */
  async begins(index: number): Promise<void> {
    const db = await this.#open();
    await db.put('begun', ((await db.get('begun', index)) ?? 0) + 1, index);
  }

  async ends(index: number, result: Result, report: Report, order: readonly Cell[]): Promise<void> {
    const db = await this.#open();
    const change = db.transaction(['head', 'results', 'begun'], 'readwrite');
    const head = (await change.objectStore('head').get('head')) as { clip?: File } | undefined;
    await Promise.all([
      change.objectStore('results').put(result, index),
      change.objectStore('begun').delete(index),
      change.objectStore('head').put(headOf(report, order, head?.clip), 'head'),
      change.done,
    ]);
  }

  /** Undefined where there is none, or none that this version can read. */
  async unfinished(): Promise<Unfinished | undefined> {
    const db = await this.#open();
    const head = v.safeParse(headSchema, await db.get('head', 'head'));
    const results = v.safeParse(v.array(resultSchema), await db.getAll('results'));
    if (!head.success || !results.success) return undefined;
    const [keys, counts] = await Promise.all([db.getAllKeys('begun'), db.getAll('begun')]);
    const { report, order, clip } = head.output;
    return {
      report: { ...report, results: results.output },
      order,
      begun: new Map(keys.map((key, i) => [key, counts[i]!])),
      clip,
    };
  }

  /** The run ended, or nobody wants it. */
  async clear(): Promise<void> {
    const db = await this.#open();
    await Promise.all([db.clear('head'), db.clear('results'), db.clear('begun')]);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#opened ??= openDB<Schema>(NAME, 1, {
      upgrade(db) {
        for (const store of ['head', 'results', 'begun'] as const) db.createObjectStore(store);
      },
    });
    return this.#opened;
  }
}

function headOf(report: Report, order: readonly Cell[], clip: File | undefined) {
  return { report: { ...report, results: [] }, order: [...order], ...(clip ? { clip } : {}) };
}
