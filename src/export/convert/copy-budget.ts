import { VitrineError } from '#core/errors/vitrine-error.ts';

/** Halves widened and kernels reordered are four times their bytes; honest files name few of them twice. */
const MAX_GROWTH = 8;
/** What the smallest files may cost. */
const LEAST_BYTES = 1 << 20;

/** Counts what reading a file makes: one that names the same bytes again and again would fill the memory. */
export class CopyBudget {
  private readonly what: string;
  private readonly limit: number;
  private spent = 0;

  constructor(what: string, fileBytes: number) {
    this.what = what;
    this.limit = MAX_GROWTH * fileBytes + LEAST_BYTES;
  }

  /** To be called before that many bytes are made. */
  spend(bytes: number): void {
    this.spent += bytes;
    if (this.spent <= this.limit) return;
    throw new VitrineError(
      'bad-file',
      `${this.what}: it names the same bytes over and over, for more than ${this.limit} in all`,
    );
  }
}
