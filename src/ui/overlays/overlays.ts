/** All overlays, found by folder: nobody edits a list. */
import type { ResultKind } from '#core/result.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import '../text/load-class-words.ts';
import type { OverlayModule } from './overlay.ts';

const modules = import.meta.glob<OverlayModule>('./*/*-overlay.ts', { eager: true });

export const overlays: readonly OverlayModule[] = Object.values(modules);

/** The overlay of a kind; every kind has one (tests/browser/ui/overlays.test.ts). */
export function overlayOf(kind: ResultKind): OverlayModule {
  const found = overlays.find((overlay) => overlay.kind === kind);
  if (!found)
    throw new VitrineError('internal', `src/ui/overlays has no overlay for results of kind ${kind}`);
  return found;
}
