/** Which program a golden is held against, and with which configuration: read from its name and its outputs. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ParameterProgram, ProgramConfig } from '#models/network-program.ts';
import type { Golden } from './golden-file.ts';

const modelsFolder = join(import.meta.dirname, '../../models');

type Configure = (golden: Golden) => ProgramConfig;

const classesOf = ({ outputs }: Golden): number => outputs[0]?.shape[1] ?? 0;

/** A keyword argument of the constructor call that the golden quotes. */
const ctorNumber = ({ upstream }: Golden, name: string, fallback: number): number =>
  Number(new RegExp(`\\b${name}=(\\d+)`).exec(upstream.ctor)?.[1] ?? fallback);

/** By family. A golden holds the original's output, so nothing is left to the page (`upsample`). */
const configurations: Readonly<Record<string, Configure>> = {
  cgnet: (golden) => ({
    classes: classesOf(golden),
    m: ctorNumber(golden, 'M', 3),
    n: ctorNumber(golden, 'N', 21),
  }),
  ddrnet: (golden) => ({
    depth: /-39/.test(golden.model) ? 39 : 23,
    slim: /-slim/.test(golden.model),
    classes: classesOf(golden),
  }),
  espnetv2: (golden) => ({
    scale: Number(/-s(\d+(?:\.\d+)?)/.exec(golden.model)?.[1]),
    dataset: /dataset='(\w+)'/.exec(golden.upstream.ctor)?.[1] ?? 'city',
    classes: classesOf(golden),
  }),
  mcnn: () => ({}),
};

/** Families that goldens can be held against. */
export const families = Object.keys(configurations);

export const familyOf = (model: string): string | undefined =>
  families.find((family) => model.startsWith(family));

export async function programFor(
  golden: Golden,
): Promise<{ program: ParameterProgram; config: ProgramConfig }> {
  const family = familyOf(golden.model);
  const configure = family === undefined ? undefined : configurations[family];
  if (family === undefined || !configure) {
    const folders = readdirSync(modelsFolder).join(', ');
    throw new Error(`no family of models/ stands for the golden of ${golden.model}; there are ${folders}`);
  }
  const module = (await import(join(modelsFolder, family, 'network.ts'))) as { program: ParameterProgram };
  return { program: module.program, config: configure(golden) };
}
