/**
 * What is done, as JSON lines: first what is evaluated, then an outcome a line, so that a stopped evaluation goes on. Half a
 * line at the end, of a process that was killed, is dropped.
 */
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { isMissing } from '#models/prepare/files.ts';
import type { SampleOutcome } from '../evaluate.ts';

const lineSchema = (outcome: v.GenericSchema) =>
  v.object({ sample: v.string(), outcome, inferenceMs: v.number(), totalMs: v.number() });

export class StateFile {
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Outcomes of an earlier run of the same; the file is begun where there is none. `head` must be the same. */
  async open(head: string, outcome: v.GenericSchema): Promise<SampleOutcome[]> {
    const text = await readFile(this.#path, 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (text === undefined) {
      await mkdir(dirname(this.#path), { recursive: true });
      await writeFile(this.#path, `${head}\n`);
      return [];
    }
    const [first, ...lines] = text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter(Boolean);
    if (first !== head) {
      throw new VitrineError(
        'bad-file',
        `${this.#path} is of another evaluation: add --fresh to begin anew, or --out DIR to keep it`,
      );
    }
    const schema = v.pipe(v.string(), v.parseJson(), lineSchema(outcome));
    const done = lines.map((line, i) => {
      const parsed = v.safeParse(schema, line);
      if (parsed.success) return parsed.output;
      throw new VitrineError(
        'bad-file',
        `${this.#path}, line ${i + 2}, is damaged: add --fresh to begin anew`,
      );
    });
    // Whatever half a line was left goes, before others are put behind it.
    await writeFile(this.#path, `${[first, ...lines].join('\n')}\n`);
    return done;
  }

  add(outcome: SampleOutcome): void {
    this.#writing = this.#writing.then(() => appendFile(this.#path, `${JSON.stringify(outcome)}\n`));
    this.#writing.catch(() => undefined);
  }

  /** Rejects where a line could not be written. */
  written(): Promise<void> {
    return this.#writing;
  }

  remove(): Promise<void> {
    return rm(this.#path, { force: true });
  }
}
