/** Composers, found by folder and loaded when a model of their kind is opened. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { ResultKind } from '#core/result.ts';
import type { ComposerFactory } from './composer.ts';

const folders = import.meta.glob<{ factory: ComposerFactory }>('./*/index.ts');

export async function loadComposer(kind: ResultKind): Promise<ComposerFactory> {
  const load = folders[`./${kind}/index.ts`];
  if (!load) throw new VitrineError('internal', `src/compose/${kind} has no index.ts`);
  return (await load()).factory;
}
