import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Layout } from './labelled-data.ts';

/** The one layout that the folder's names are of. Throws VitrineError('bad-file') where none or several are. */
export function chooseLayout(layouts: ReadonlyMap<string, Layout>, files: readonly string[]): Layout {
  const fitting = [...layouts].filter(([, layout]) => layout.isLaidOut(files));
  const [only] = fitting;
  if (only && fitting.length === 1) return only[1];
  // What says what it is needs no guess.
  const said = layouts.get('vitrine-json');
  if (said && fitting.some(([, layout]) => layout === said)) return said;
  if (fitting.length > 1) {
    const names = fitting.map(([name]) => name).join(', ');
    throw new VitrineError(
      'bad-file',
      `The folder looks like several layouts: ${names}. Say which, or open the part that is meant.`,
    );
  }
  const known = [...layouts].map(([name, { description }]) => `\n  ${name}: ${description}`).join('');
  throw new VitrineError('bad-file', `The folder is laid out in no way that is known here:${known}`);
}
