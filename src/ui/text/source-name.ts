import { msg } from '@lit/localize';
import type { SourceState } from '#session/session-state.ts';

/** What people call a source: cameras and files have names of their own. */
export const sourceName = ({ kind, label }: Pick<SourceState, 'kind' | 'label'>): string =>
  kind === 'scene' ? msg('Built-in scene') : label;
