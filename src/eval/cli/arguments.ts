/** From the command line to what is wanted; what cannot be meant is a UsageError. */
import { parseArgs } from 'node:util';
import type { Size } from '#core/geometry.ts';
import { UsageError } from '#models/prepare/cli/arguments.ts';

export const HELP = `npm run eval -- --model FAMILY/VARIANT --data DIR | --pack   measures a model on labelled pictures

  --model ID        family/variant, as \`npm run models list\` names them
  --data DIR        a labelled folder
  --layout NAME     how it is laid out; guessed where it is not said
  --pack            our own rendered pictures, of the model's task, in place of a folder
  --list FILE       the pictures that FILE names only, one a line: what a network has not learnt from
  --limit N         the first N pictures only
  --size WxH        the input's size, width first; "own": each picture at its own; default: the model's first
  --fp16            the half-precision file
  --engine NAME     wasm, the only one in Node
  --threads N       pictures side by side; default: one a core, at most 4
  --out DIR         where the report goes; default: evaluations/<model>-<data>
  --worst N         pictures of the N worst; default 6
  --record          keeps the figures in models/FAMILY/accuracy.json, for the page and the card
  --fresh           begins anew where an evaluation stopped before

Writes report.json, report.md and worst/*.png; state.jsonl keeps what is done, so that the same command goes on from
there. Exit status: 0 done, 1 failed, 2 not understood, 130 stopped.`;

/** `own`: every picture at its own size. */
export type WantedSize = Size | 'own' | undefined;

export interface EvaluationArguments {
  model: string;
  /** Undefined: the pack. */
  data: string | undefined;
  layout: string | undefined;
  /** A file of pictures' paths from the folder or from the one around it. */
  list: string | undefined;
  limit: number | undefined;
  size: WantedSize;
  precision: 'fp32' | 'fp16';
  threads: number | undefined;
  out: string | undefined;
  worst: number;
  fresh: boolean;
  record: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  model: text,
  data: text,
  layout: text,
  pack: flag,
  list: text,
  limit: text,
  size: text,
  fp16: flag,
  engine: text,
  threads: text,
  out: text,
  worst: text,
  fresh: flag,
  record: flag,
  help: { ...flag, short: 'h' },
} as const;

export function readArguments(args: readonly string[]): EvaluationArguments | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const { model, data, layout, pack, list, limit, size, engine = 'wasm', threads, worst = '6', out } = values;
  if (model === undefined) throw new UsageError('eval wants --model FAMILY/VARIANT');
  if ((data === undefined) === !pack) throw new UsageError('eval wants either --data DIR or --pack');
  if (!['wasm', 'ort-wasm'].includes(engine))
    throw new UsageError(`In Node there is the engine wasm, got ${engine}`);
  return {
    model,
    data,
    layout,
    list,
    limit: limit === undefined ? undefined : wholeNumber('limit', limit, 1),
    size: size === undefined || size === 'own' ? size : sizeOf(size),
    precision: values.fp16 ? 'fp16' : 'fp32',
    threads: threads === undefined ? undefined : wholeNumber('threads', threads, 1),
    out,
    worst: wholeNumber('worst', worst, 0),
    fresh: values.fresh ?? false,
    record: values.record ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // parseArgs words unknown options and missing values well.
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, value: string, least: number): number {
  if (/^\d{1,6}$/.test(value) && Number(value) >= least) return Number(value);
  throw new UsageError(`--${name} is a whole number from ${least}, got ${value}`);
}

function sizeOf(value: string): Size {
  const [, width, height] = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/i.exec(value) ?? [];
  if (width && height) return { width: Number(width), height: Number(height) };
  throw new UsageError(`--size is WIDTHxHEIGHT, for example 480x360, or own; got ${value}`);
}
