import { readColumns } from '#core/ctc.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { toFrameBox, type Placement } from '#core/geometry.ts';
import type { OutputSpec } from '#core/io-spec.ts';
import type { ResultSummary } from '#core/result.ts';
import type { ComposerModel } from '../composer.ts';
import type { OutputReader } from '../read-output.ts';

type TextSpec = Extract<OutputSpec, { meaning: 'text-logits' }>;

/** From a recogniser's columns to the line of text, and where in the frame it was read. */
export class LineReader implements OutputReader {
  readonly name: string;
  readonly length: number;
  readonly empty: ResultSummary = { kind: 'text', lines: [] };
  readonly #spec: TextSpec;

  constructor(model: ComposerModel) {
    const spec = model.outputs.find((each) => each.meaning === 'text-logits');
    if (!spec) throw new VitrineError('bad-shape', 'the model has no output of meaning "text-logits"');
    const [batch, columns = 0, characters, ...others] = model.shapes.get(spec.name) ?? [];
    if (batch !== 1 || characters !== spec.alphabet.length + 1 || others.length > 0) {
      const got = model.shapes.get(spec.name)?.join() ?? 'none';
      const wanted = `[1,columns,${spec.alphabet.length + 1}]`;
      throw new VitrineError('bad-shape', `output "${spec.name}" must be ${wanted}, got [${got}]`);
    }
    this.name = spec.name;
    this.length = columns * characters;
    this.#spec = spec;
  }

  read(values: Float32Array, placement: Placement): ResultSummary {
    const { alphabet, band } = this.#spec;
    const { width, height } = placement.model;
    const box = { left: 0, top: band.top * height, right: width, bottom: band.bottom * height };
    const line = readColumns(values, alphabet);
    return { kind: 'text', lines: [{ ...line, box: toFrameBox(box, placement) }] };
  }
}
