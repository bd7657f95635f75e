import { checkpointFit, type CheckpointFit } from '#export/checkpoint-fit.ts';
import type { Checkpoint } from '#export/checkpoints/stored-tensor.ts';
import type { ParameterProgram } from '#export/network-program.ts';
import type { ModelManifest, ModelVariant } from '#models/manifest.ts';
import type { Guess } from './export.api.ts';

/** A variant that a checkpoint may be of. */
export interface Candidate {
  manifest: ModelManifest;
  variant: ModelVariant;
  program: ParameterProgram;
}

/** How well each candidate fits, the best first; of variants that are the same network only the first is tried. */
export function guessFamily(candidates: readonly Candidate[], checkpoint: Checkpoint): Guess[] {
  const tried = new Map<string, Guess>();
  return candidates
    .map((candidate) => {
      const { manifest, variant } = candidate;
      // The class count is read off the checkpoint, so variants that differ in nothing else are one network.
      const key = `${manifest.id} ${JSON.stringify({ ...variant.config, classes: undefined })}`;
      const known = tried.get(key);
      const found = known ? { ...known, variant: variant.id } : guessOf(candidate, checkpoint);
      if (!known) tried.set(key, found);
      return found;
    })
    .sort((a, b) => b.score - a.score);
}

function guessOf({ manifest, variant, program }: Candidate, checkpoint: Checkpoint): Guess {
  const size = variant.sizes[0] ?? { width: 512, height: 512 };
  let takesClasses = false;
  const fitWith = (count: number | undefined) => {
    const config = {
      ...variant.config,
      /** Whether the network has such a setting is seen by its asking. */
      get classes() {
        takesClasses = true;
        return count as number;
      },
    };
    return checkpointFit(program, { size, config }, checkpoint);
  };
  const usual = Number(variant.config?.['classes'] ?? (variant.labels ?? manifest.labels).length);
  let classes = usual > 0 ? usual : undefined;
  let fit = fitWith(classes);
  const found = classes === undefined ? undefined : classesIn(fit, classes);
  if (found !== undefined) {
    const better = fitWith(found);
    if (better.score > fit.score) [classes, fit] = [found, better];
  }
  return {
    family: manifest.id,
    variant: variant.id,
    score: fit.score,
    matched: fit.matched,
    missing: fit.missing.length,
    misshapen: fit.misshapen.length,
    unexpected: fit.unexpected.length,
    classes: takesClasses ? classes : undefined,
    sizeMultiple: manifest.sizeMultiple,
  };
}

/**
 * The class count that would give parameters of another shape theirs: each differs in one axis alone, by whose length
 * the present count is multiplied the same. Undefined where they do not agree on one.
 */
export function classesIn({ misshapen }: CheckpointFit, present: number): number | undefined {
  const counts = new Set(
    misshapen.map(({ wanted, found }) => {
      const axes = wanted.flatMap((side, axis) => (side === found[axis] ? [] : [axis]));
      const [axis] = axes;
      if (axis === undefined || axes.length > 1 || wanted.length !== found.length) return undefined;
      const times = (wanted[axis] ?? 0) / present;
      const count = (found[axis] ?? 0) / times;
      return Number.isInteger(times) && Number.isInteger(count) && count > 0 ? count : undefined;
    }),
  );
  const [count] = counts;
  return counts.size === 1 ? count : undefined;
}
