import { expect, test } from 'vitest';
import { ByteCursor } from '#export/checkpoints/byte-cursor.ts';
import { unpickle } from '#export/checkpoints/pickle-machine.ts';
import { pickle } from '#tests/helpers/pickle-writer.ts';
import { thrown } from '#tests/helpers/thrown.ts';

const load = (bytes: Iterable<number>): unknown =>
  unpickle(new ByteCursor(Uint8Array.from(bytes), 'the pickle'), {
    global: () => undefined,
    persistent: (id) => ({ id }),
  });

const text = (code: string): number[] => [...code].map((letter) => letter.charCodeAt(0));

test('reads scalars and containers', () => {
  const value = new Map<string, (number | string | boolean | null)[]>([
    ['a', [1, -5, 2 ** 40, 'ü', true, null]],
  ]);
  expect(load(pickle(value))).toEqual(value);
});

test('reads what protocols 3 to 5 write', () => {
  // FRAME, an empty dict memoized, SHORT_BINUNICODE, a list by APPENDS, BINFLOAT 0.5, BINBYTES.
  const bytes = [
    0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, 0x7d, 0x94, 0x8c, 1, 0x6b, 0x5d, 0x28, 0x47, 0x3f, 0xe0, 0, 0, 0,
    0, 0, 0, 0x43, 1, 7, 0x65, 0x73, 0x2e,
  ];
  expect(load(bytes)).toEqual(new Map([['k', [0.5, Uint8Array.of(7)]]]));
});

test.each<[string, number[], string]>([
  ['an opcode it does not know', text('I1\n.'), 'opcode 0x49'],
  ['a pop from nothing', text('0.'), 'stack is empty'],
  ['a mark that is not there', text('t.'), 'no mark'],
  ['a memo that is empty', [0x68, 3, 0x2e], 'memo 3 is empty'],
  ['a call of what is no function', text(')NR.'), 'nothing callable'],
  ['an integer of a thousand bytes', [0x8b, 0xe8, 3, 0, 0, 0x2e], 'integer of 1000 bytes'],
  ['items set on a list', text('](NNu.'), 'on dicts only'],
  ['state set on a string', [0x58, 0, 0, 0, 0, 0x4e, 0x62, 0x2e], 'on dicts and known objects only'],
  ['a string longer than the file', [0x58, 0xff, 0xff, 0xff, 0x7f, 0x2e], 'cut short'],
  ['no end', text('N'), 'cut short'],
  ['a global by STACK_GLOBAL', [0x8c, 2, 0x6f, 0x73, 0x8c, 6, ...text('system'), 0x93, 0x2e], 'os.system'],
])('refuses %s', (_, bytes, problem) => {
  const { code, message } = thrown(() => load(bytes));
  expect(code).toBe('bad-file');
  expect(message).toContain(problem);
});
