import { isAbort, toErrorData } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import { findFile } from '#session/find-file.ts';
import { compareOutputs, type Output } from './agreement.ts';
import type { Cell } from './cells.ts';
import type { Agreement } from './report.ts';

/** Outputs that are kept for other engines' cells, in floats: 256 MB. */
const MOST_FLOATS = 64e6;

/** What ort-wasm gives in fp32, worked out when the first cell of a model and size asks for it. */
export class ReferenceCache {
  readonly #files: readonly ModelFile[];
  readonly #work: (file: ModelFile) => Promise<Output[]>;
  readonly #kept = new Map<string, Output[] | string>();

  constructor(files: readonly ModelFile[], work: (file: ModelFile) => Promise<Output[]>) {
    this.#files = files;
    this.#work = work;
  }

  /** The comparison, or why there is none. Rejects only when cancelled. */
  async compare(cell: Cell, outputs: readonly Output[]): Promise<Agreement | string> {
    const reference = await this.#outputsFor(cell);
    if (typeof reference === 'string') return reference;
    return compareOutputs(cell, outputs, reference) ?? 'its outputs are not those of the fp32 file.';
  }

  async #outputsFor(cell: Cell): Promise<Output[] | string> {
    let file: ModelFile;
    try {
      const plain = { threads: 0, roundTrip: false, graphCapture: false };
      file = findFile(this.#files, { ...cell, ...plain, engine: 'ort-wasm', precision: 'fp32' });
    } catch {
      return 'there is no fp32 file of it for ort-wasm.';
    }
    const known = this.#kept.get(file.file);
    if (known) return known;
    const found = await this.#work(file).catch((error: unknown) => {
      if (isAbort(error)) throw error;
      return `ort-wasm did not run it in fp32: ${toErrorData(error).message}`;
    });
    this.#keep(file.file, found);
    return found;
  }

  #keep(name: string, found: Output[] | string): void {
    this.#kept.set(name, found);
    const floats = (one: Output[] | string) =>
      typeof one === 'string' ? 0 : one.reduce((sum, { data }) => sum + data.length, 0);
    let total = [...this.#kept.values()].reduce((sum, one) => sum + floats(one), 0);
    for (const [oldest, one] of this.#kept) {
      if (total <= MOST_FLOATS) break;
      this.#kept.delete(oldest);
      total -= floats(one);
    }
  }
}
