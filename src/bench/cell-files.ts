import type { ModelFile } from '#core/io-spec.ts';
import { findFile } from '#session/find-file.ts';
import type { FillerRequest, MadeModel } from '#workers/bench/bench.api.ts';
import type { Cell } from './cells.ts';

/** Built files that are kept: of a ramp each is wanted by its cell, its reference and other engines' cells. */
const MOST_KEPT = 4;

/** The file of each cell: the server's, or one that is built with filler weights when first asked for. */
export class CellFiles {
  readonly #files: readonly ModelFile[];
  readonly #make: ((request: FillerRequest) => Promise<MadeModel>) | undefined;
  readonly #made = new Map<string, Promise<ModelFile>>();
  readonly #data = new WeakMap<ModelFile, Blob>();

  /** `make`: undefined where the plan wants the server's files only. */
  constructor(
    files: readonly ModelFile[],
    make: ((request: FillerRequest) => Promise<MadeModel>) | undefined,
  ) {
    this.#files = files;
    this.#make = make;
  }

  /** Rejects with VitrineError('model-missing') where there is none and none can be built. */
  async fileOf(cell: Cell): Promise<ModelFile> {
    try {
      return findFile(this.#files, { ...cell, graphCapture: false });
    } catch (error) {
      const make = this.#make;
      if (!make || !cell.engine.startsWith('ort-')) throw error;
      const { model, variant, size, precision } = cell;
      return this.#keep(JSON.stringify([model, variant, size, precision]), async () => {
        const { file, bytes } = await make({ model, variant, size, precision });
        const named = { ...file, file: `${model}-${variant}-${size.width}x${size.height}, built here` };
        this.#data.set(named, new Blob([bytes]));
        return named;
      });
    }
  }

  /** The bytes of a file that was built here. No address: the page's policy lets workers fetch from the server alone. */
  dataOf(file: ModelFile): Blob | undefined {
    return this.#data.get(file);
  }

  #keep(key: string, make: () => Promise<ModelFile>): Promise<ModelFile> {
    const known = this.#made.get(key) ?? make();
    // The newest is the last: what was not asked for longest goes first.
    this.#made.delete(key);
    this.#made.set(key, known);
    known.catch(() => this.#made.delete(key));
    const [oldest] = this.#made.keys();
    if (this.#made.size > MOST_KEPT && oldest !== undefined) this.#made.delete(oldest);
    return known;
  }
}
