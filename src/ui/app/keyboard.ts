import { msg } from '@lit/localize';
import { tasks, type Task } from '#core/result.ts';
import { taskNames } from '../text/names.ts';

export type Command =
  | { do: 'task'; task: Task }
  | { do: 'pause' }
  | { do: 'mirror' }
  | { do: 'fullscreen' }
  | { do: 'snapshot' }
  | { do: 'help' };

/** A key, what it does, and how the help dialog says it. */
export interface Binding {
  /** As KeyboardEvent.key has it, letters in lower case. */
  key: string;
  command: Command;
  readonly does: string;
}

export const bindings: readonly Binding[] = [
  ...tasks.map((task, index) => ({
    key: String(index + 1),
    command: { do: 'task', task } as const,
    get does() {
      return taskNames[task].question;
    },
  })),
  bind(' ', 'pause', () => msg('Pause and go on')),
  bind('m', 'mirror', () => msg('Mirror the picture')),
  bind('f', 'fullscreen', () => msg('Full screen')),
  bind('s', 'snapshot', () => msg('Save the picture as a file')),
  bind('?', 'help', () => msg('This help')),
];

function bind(key: string, what: Exclude<Command['do'], 'task'>, does: () => string): Binding {
  return {
    key,
    command: { do: what },
    get does() {
      return does();
    },
  };
}

/** As it stands on keyboards. */
export function keyName(key: string): string {
  return key === ' ' ? msg('Space') : key.toUpperCase();
}

/** The command of a key press, or undefined; modifiers belong to the browser. */
export function commandOf(
  key: string,
  modifiers: { ctrl: boolean; alt: boolean; meta: boolean },
): Command | undefined {
  if (modifiers.ctrl || modifiers.alt || modifiers.meta) return undefined;
  const plain = key.length === 1 ? key.toLowerCase() : key;
  return bindings.find((binding) => binding.key === plain)?.command;
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
