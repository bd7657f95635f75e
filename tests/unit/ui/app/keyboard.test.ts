import { describe, expect, it } from 'vitest';
import { bindings, commandOf, keyName } from '#ui/app/keyboard.ts';

const none = { ctrl: false, alt: false, meta: false };

describe('keys', () => {
  it('1 to 7 choose the tasks in the order of the tabs, and no other digit does anything', () => {
    const chosen = ['1', '2', '3', '4', '5', '6', '7'].map((key) => commandOf(key, none));
    const tasks = [
      'segmentation',
      'matting',
      'detection',
      'counting',
      'classification',
      'enhancement',
      'reading',
    ];
    expect(chosen).toEqual(tasks.map((task) => ({ do: 'task', task })));
    expect(['0', '8', '9'].map((key) => commandOf(key, none))).toEqual([undefined, undefined, undefined]);
  });

  it('letters work in both cases', () => {
    expect([' ', 'm', 'M', 'F', 's', '?'].map((key) => commandOf(key, none)?.do)).toEqual([
      'pause',
      'mirror',
      'mirror',
      'fullscreen',
      'snapshot',
      'help',
    ]);
  });

  it('leave the browser its own combinations and names of keys', () => {
    expect(commandOf('s', { ...none, ctrl: true })).toBeUndefined();
    expect(commandOf('m', { ...none, meta: true })).toBeUndefined();
    expect(commandOf('1', { ...none, alt: true })).toBeUndefined();
    expect(commandOf('F5', none)).toBeUndefined();
    expect(commandOf('Shift', none)).toBeUndefined();
  });
});

describe('the help', () => {
  it('has a line for every key, and every line says what its key does', () => {
    const said = bindings.map(({ key, does }) => [keyName(key), does]);
    expect(said.map(([key]) => key)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      'Space',
      'M',
      'F',
      'S',
      '?',
    ]);
    expect(said.filter(([, does]) => !does)).toEqual([]);
    for (const { key, command } of bindings) expect(commandOf(key, none)).toEqual(command);
  });
});
