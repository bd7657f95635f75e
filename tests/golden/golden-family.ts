import type { ParameterProgram, ProgramConfig } from '#models/network-program.ts';
import type { Golden } from './golden-file.ts';

/** How a family of models/ stands against goldens: what each file of families/ exports as `family`. */
export interface GoldenFamily {
  /** Starts of the names of its goldens' models; of several families the longest that fits decides. */
  models: readonly string[];
  program: ParameterProgram;
  /** The program's configuration. A golden holds the original's output, so nothing is left to the page (`upsample`). */
  configure: (golden: Golden) => ProgramConfig;
  /** Smallest side of its inputs, in pixels; what is run at small sizes takes at least that. Default: any. */
  minSidePx?: number;
  /** Largest sound sample error in standard deviations of the output, where goldens/README.md grants more than usual. */
  toleranceStd?: (golden: Golden) => number;
  /** By which name a parameter is filled, when not by its own: it stands in the state_dict under two names. */
  filledAs?: (golden: Golden, key: string) => string;
  /** Keys of constants that are no parameters of the original's (buffers), besides batch normalisation's statistics. */
  isBuffer?: (key: string) => boolean;
  /** A parameter as the golden has it: changed after the fill, or a constant of the architecture that is not filled. */
  adjust?: (golden: Golden, key: string, filled: Float32Array) => Float32Array;
}

export const classesOf = ({ outputs }: Golden): number => outputs[0]?.shape[1] ?? 0;

/** A keyword argument of the constructor call that the golden quotes. */
export const ctorNumber = ({ upstream }: Golden, name: string, fallback: number): number =>
  Number(new RegExp(`\\b${name}=(\\d+)`).exec(upstream.ctor)?.[1] ?? fallback);
