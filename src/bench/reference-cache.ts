import { isAbort, toErrorData } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import { compareOutputs, type Output } from './agreement.ts';
import type { Cell } from './cells.ts';
import type { Agreement } from './report.ts';

/** Outputs that are kept for other engines' cells, in floats: 256 MB. */
const MOST_FLOATS = 64e6;

/** What the fp32 file of a model and size gives on ort-wasm, and its multiply-accumulates where they could be counted. */
export interface Reference {
  outputs: Output[];
  macs: number | undefined;
}

export interface Compared {
  /** Or why there is none. */
  agreement: Agreement | string;
  macs: number | undefined;
}

/** What ort-wasm gives in fp32, worked out when the first cell of a model and size asks for it. */
export class ReferenceCache {
  readonly #fileOf: (cell: Cell) => Promise<ModelFile>;
  readonly #work: (file: ModelFile) => Promise<Reference>;
  readonly #kept = new Map<string, Reference | string>();

  /** `fileOf` rejects where there is no fp32 file for ort-wasm. */
  constructor(fileOf: (cell: Cell) => Promise<ModelFile>, work: (file: ModelFile) => Promise<Reference>) {
    this.#fileOf = fileOf;
    this.#work = work;
  }

  /** `outputs`: or why there are none. Rejects only when cancelled. */
  async compare(cell: Cell, outputs: readonly Output[] | string): Promise<Compared> {
    const reference = await this.#referenceFor(cell);
    const macs = typeof reference === 'string' ? undefined : reference.macs;
    if (typeof outputs === 'string') return { agreement: outputs, macs };
    if (typeof reference === 'string') return { agreement: reference, macs };
    const agreement = compareOutputs(cell, outputs, reference.outputs);
    return { agreement: agreement ?? 'its outputs are not those of the fp32 file.', macs };
  }

  async #referenceFor(cell: Cell): Promise<Reference | string> {
    let file: ModelFile;
    try {
      file = await this.#fileOf({
        ...cell,
        engine: 'ort-wasm',
        threads: 0,
        roundTrip: false,
        precision: 'fp32',
      });
    } catch (error) {
      if (isAbort(error)) throw error;
      return 'there is no fp32 file of it for ort-wasm.';
    }
    const known = this.#kept.get(file.sha256);
    if (known) return known;
    const found = await this.#work(file).catch((error: unknown) => {
      if (isAbort(error)) throw error;
      return `ort-wasm did not run it in fp32: ${toErrorData(error).message}`;
    });
    this.#keep(file.sha256, found);
    return found;
  }

  #keep(name: string, found: Reference | string): void {
    this.#kept.set(name, found);
    const floats = (one: Reference | string) =>
      typeof one === 'string' ? 0 : one.outputs.reduce((sum, { data }) => sum + data.length, 0);
    let total = [...this.#kept.values()].reduce((sum, one) => sum + floats(one), 0);
    for (const [oldest, one] of this.#kept) {
      if (total <= MOST_FLOATS) break;
      this.#kept.delete(oldest);
      total -= floats(one);
    }
  }
}
