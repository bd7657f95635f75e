/** From the command line to what is wanted; what cannot be meant is a UsageError. */
import { parseArgs } from 'node:util';
import type { Size } from '#core/geometry.ts';
import type { ProgramConfig } from '#export/network-program.ts';
import { options } from './options.ts';

/** Worded for the person at the command line. */
export class UsageError extends Error {}

export interface ExportArguments {
  name: 'export';
  id: string;
  checkpoints: string[];
  size: Size;
  precision: 'fp32' | 'fp16';
  config: ProgramConfig;
  entry: string | undefined;
  out: string | undefined;
}

export type Arguments =
  | { name: 'help' }
  | { name: 'start' }
  | { name: 'list'; task: string | undefined }
  | { name: 'prepare'; ids: string[]; task: string | undefined }
  | ExportArguments
  | { name: 'verify' }
  | { name: 'card'; id: string };

export interface CommandLine {
  command: Arguments;
  offline: boolean;
}

export function readArguments(args: readonly string[]): CommandLine {
  const parsed = parse(args);
  return { command: commandOf(parsed), offline: parsed.values.offline ?? false };
}

type Parsed = ReturnType<typeof parse>;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    // parseArgs words unknown options and missing values well.
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function commandOf({ values, positionals }: Parsed): Arguments {
  const [name = 'prepare', ...ids] = positionals;
  if (values.help) return { name: 'help' };
  if (values.start) return { name: 'start' };
  switch (name) {
    case 'list':
      return { name, task: values.task };
    case 'prepare':
      if (values.all && ids.length > 0) throw new UsageError('prepare takes ids or --all, not both');
      return { name, ids, task: values.task };
    case 'export':
      return exportArguments(values, one(name, ids));
    case 'verify':
      return { name };
    case 'card':
      return { name, id: one(name, ids) };
    default:
      throw new UsageError(`There is no command ${name}.`);
  }
}

function one(command: string, ids: readonly string[]): string {
  const [id, ...others] = ids;
  if (id !== undefined && others.length === 0) return id;
  throw new UsageError(`${command} takes one model, got ${ids.length === 0 ? 'none' : ids.join(' ')}`);
}

function exportArguments(values: Parsed['values'], id: string): ExportArguments {
  const { checkpoint: checkpoints = [], size, fp16, entry, out } = values;
  if (checkpoints.length === 0) throw new UsageError('export wants --checkpoint FILE');
  if (size === undefined) throw new UsageError('export wants --size HEIGHTxWIDTH, for example 512x1024');
  const precision = fp16 ? 'fp16' : 'fp32';
  return {
    name: 'export',
    id,
    checkpoints,
    size: sizeOf(size),
    precision,
    config: configOf(values),
    entry,
    out,
  };
}

/** Height first, as the published figures of most of the models have it. */
function sizeOf(text: string): Size {
  const [, height, width] = /^([1-9]\d*)x([1-9]\d*)$/i.exec(text) ?? [];
  if (height && width) return { height: Number(height), width: Number(width) };
  throw new UsageError(`--size is HEIGHTxWIDTH, for example 512x1024; got ${text}`);
}

function configOf({ classes, set = [] }: Parsed['values']): ProgramConfig {
  if (classes !== undefined && !/^[1-9]\d*$/.test(classes)) {
    throw new UsageError(`--classes is a whole number, got ${classes}`);
  }
  const settings = set.map((text) => {
    const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
    if (name && value) return [name, settingOf(value)] as const;
    throw new UsageError(`--set is NAME=VALUE, got ${text}`);
  });
  return { ...Object.fromEntries(settings), ...(classes === undefined ? {} : { classes: Number(classes) }) };
}

function settingOf(value: string): number | string | boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  return Number.isNaN(Number(value)) ? value : Number(value);
}
