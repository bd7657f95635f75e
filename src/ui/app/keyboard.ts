import { tasks } from '#core/result.ts';
import type { Task } from '#core/result.ts';

export type Command =
  | { do: 'task'; task: Task }
  | { do: 'pause' }
  | { do: 'mirror' }
  | { do: 'fullscreen' }
  | { do: 'snapshot' }
  | { do: 'help' };

/** What the help dialog lists; the keys are those that `commandOf` knows. */
export const shortcuts: readonly { keys: string; does: string }[] = [
  { keys: '1 – 4', does: 'Segment, portrait, detect, count' },
  { keys: 'Space', does: 'Pause and go on' },
  { keys: 'M', does: 'Mirror the picture' },
  { keys: 'F', does: 'Full screen' },
  { keys: 'S', does: 'Save the picture as a file' },
  { keys: '?', does: 'This help' },
];

const plain: Record<string, Command> = {
  ' ': { do: 'pause' },
  m: { do: 'mirror' },
  f: { do: 'fullscreen' },
  s: { do: 'snapshot' },
  '?': { do: 'help' },
};

/** The command of a key press, or undefined; modifiers belong to the browser. */
export function commandOf(
  key: string,
  modifiers: { ctrl: boolean; alt: boolean; meta: boolean },
): Command | undefined {
  if (modifiers.ctrl || modifiers.alt || modifiers.meta) return undefined;
  const task = /^[1-9]$/.test(key) ? tasks[Number(key) - 1] : undefined;
  return task ? { do: 'task', task } : plain[key.length === 1 ? key.toLowerCase() : key];
}

/** Inputs that take letters; sliders and switches take only arrows and space. */
const TYPING =
  'input:not([type=range], [type=checkbox], [type=radio], [type=file]), select, textarea, dialog *';
const PRESSED_BY_SPACE = 'button, a, summary, label, input';

/** True where a key press is meant for the focused control: typing, choosing, or pressing it by space. */
export function belongsToControl(target: EventTarget | undefined, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches(TYPING)) return true;
  return key === ' ' && target.matches(PRESSED_BY_SPACE);
}
