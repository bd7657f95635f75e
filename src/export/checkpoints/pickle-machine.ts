/**
 * A pickle machine that runs no code. It knows containers and scalars; every global it is asked for must be known to
 * the caller, and everything else is refused by name. Opcodes: CPython's Lib/pickletools.py (protocols 2 to 5).
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { ByteCursor } from './byte-cursor.ts';
import { InertClass, InertObject } from './inert-objects.ts';

/** What a GLOBAL stands for: called with the arguments of REDUCE. */
export type PickleGlobal = (...parameters: readonly unknown[]) => unknown;

export interface PickleEnvironment {
  /** What "module name", as pickle writes it, stands for; undefined is refused. An inert class is never called. */
  global(name: string): PickleGlobal | InertClass | undefined;
  /** Resolves a persistent id (PyTorch: a storage). */
  persistent(id: unknown): unknown;
}

const MARK = Symbol('mark');

/** Longer integers than this many bytes hold no size, count or label. */
const MAX_INTEGER_BYTES = 16;

/**
 * Steps, counting each value that a call is given: a small file can ask for the same work again and again. The pickles
 * of published checkpoints take some tens of thousands.
 */
const MAX_STEPS = 4_000_000;

/** Lists, dicts and objects, of some hundred bytes each. */
const MAX_CONTAINERS = 400_000;

/** Reads one pickle and leaves the cursor behind it. Lists and tuples become arrays, dicts Maps. */
export function unpickle(cursor: ByteCursor, environment: PickleEnvironment): unknown {
  const machine = new Machine(cursor, environment);
  for (;;) {
    const at = cursor.at;
    const code = cursor.uint8();
    if (code === STOP) return machine.pop();
    const step = opcodes[code];
    if (!step) {
      const name = refused[code] ?? `0x${code.toString(16)}`;
      throw new VitrineError('bad-file', `pickle: opcode ${name} at byte ${at} is not read`);
    }
    machine.spend(1);
    step(machine, cursor);
  }
}

class Machine {
  private readonly stack: unknown[] = [];
  private readonly memo = new Map<number, unknown>();
  private readonly cursor: ByteCursor;
  private readonly environment: PickleEnvironment;
  private steps = 0;
  private containers = 0;

  constructor(cursor: ByteCursor, environment: PickleEnvironment) {
    this.cursor = cursor;
    this.environment = environment;
  }

  push(value: unknown): void {
    if (typeof value === 'object' && value !== null && ++this.containers > MAX_CONTAINERS) {
      return this.fail(`more than ${MAX_CONTAINERS} containers`);
    }
    this.stack.push(value);
  }

  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > MAX_STEPS) this.fail(`more than ${MAX_STEPS} steps`);
  }

  pop(): unknown {
    if (this.stack.length === 0) return this.fail('the stack is empty');
    return this.stack.pop();
  }

  top(): unknown {
    if (this.stack.length === 0) return this.fail('the stack is empty');
    return this.stack.at(-1);
  }

  /** The values above the last mark, which goes too. */
  popToMark(): unknown[] {
    const mark = this.stack.lastIndexOf(MARK);
    if (mark < 0) return this.fail('no mark is on the stack');
    return this.stack.splice(mark).slice(1);
  }

  put(index = this.memo.size): void {
    this.memo.set(index, this.top());
  }

  get(index: number): void {
    this.push(this.memo.has(index) ? this.memo.get(index) : this.fail(`memo ${index} is empty`));
  }

  append(values: readonly unknown[]): void {
    const list = this.top();
    if (!Array.isArray(list)) return this.fail('only lists are appended to');
    for (const value of values) list.push(value);
  }

  setItems(items: readonly unknown[]): void {
    const dict = this.top();
    if (!(dict instanceof Map)) return this.fail('items are set on dicts only');
    for (let i = 0; i + 1 < items.length; i += 2) dict.set(items[i], items[i + 1]);
  }

  global(module: unknown, name: unknown): void {
    if (typeof module !== 'string' || typeof name !== 'string') return this.fail('a global has no name');
    const known = this.environment.global(`${module} ${name}`);
    if (known) return this.push(known);
    throw new VitrineError(
      'bad-file',
      `the checkpoint asks for ${shorten(`${module}.${name}`)}: tensors, plain containers and known layers are read, ` +
        `and no code is run. Save the model's state_dict instead`,
    );
  }

  reduce(): void {
    const parameters = this.pop();
    const call = this.pop();
    if (call instanceof InertClass) return this.make(call, parameters);
    if (typeof call !== 'function' || !Array.isArray(parameters))
      return this.fail('nothing callable is there');
    if (parameters.length > MAX_PARAMETERS) return this.fail(`a call with ${parameters.length} parameters`);
    for (const each of parameters as unknown[]) if (Array.isArray(each)) this.spend(each.length);
    this.push((call as PickleGlobal)(...(parameters as unknown[])));
  }

  newObject(): void {
    const parameters = this.pop();
    const made = this.pop();
    if (made instanceof InertClass) return this.make(made, parameters);
    this.fail('only known classes are made');
  }

  /** An object of a known class, empty until its state is set. */
  private make(known: InertClass, parameters: unknown): void {
    if (Array.isArray(parameters) && parameters.length === 0) return this.push(new InertObject(known));
    this.fail(`${known.name} is called with parameters`);
  }

  /** The state of dicts is dropped: PyTorch sets `_metadata` on the state_dict, which holds versions only. */
  build(): void {
    const state = this.pop();
    const target = this.top();
    if (target instanceof Map) return;
    if (!(target instanceof InertObject)) return this.fail('state is set on dicts and known objects only');
    if (!(state instanceof Map)) return this.fail(`the state of ${target.className} must be a dict`);
    this.spend(state.size);
    for (const [name, value] of state as Map<unknown, unknown>) target.attributes.set(name, value);
  }

  persistent(): void {
    this.push(this.environment.persistent(this.pop()));
  }

  integer(length: number): void {
    if (length > MAX_INTEGER_BYTES) return this.fail(`an integer of ${length} bytes`);
    const bytes = this.cursor.take(length);
    const value = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const signed = BigInt.asIntN(8 * length, value);
    const small = Number(signed);
    this.push(Number.isSafeInteger(small) ? small : signed);
  }

  fail(problem: string): never {
    throw new VitrineError('bad-file', `pickle: ${problem} at byte ${this.cursor.at}`);
  }
}

const shorten = (name: string): string => (name.length > 100 ? `${name.slice(0, 100)}…` : name);

const STOP = 0x2e;

/** PyTorch's rebuilding functions take seven. */
const MAX_PARAMETERS = 16;

/** Opcodes that make or look up what we know nothing of; named, so that the refusal says what the file wanted. */
const refused: Readonly<Record<number, string>> = {
  0x69: 'INST',
  0x6f: 'OBJ',
  0x92: 'NEWOBJ_EX',
  0x82: 'EXT1',
  0x83: 'EXT2',
  0x84: 'EXT4',
  0x50: 'PERSID',
  0x97: 'NEXT_BUFFER',
};

const pushText =
  (length: (c: ByteCursor) => number) =>
  (m: Machine, c: ByteCursor): void =>
    m.push(c.text(length(c)));

const pushBytes =
  (length: (c: ByteCursor) => number) =>
  (m: Machine, c: ByteCursor): void =>
    m.push(c.take(length(c)));

const tuple =
  (length: number) =>
  (m: Machine): void =>
    m.push(Array.from({ length }, () => m.pop()).reverse());

const opcodes: Readonly<Record<number, (m: Machine, c: ByteCursor) => void>> = {
  0x80: (_, c) => void c.uint8(), // PROTO
  0x95: (_, c) => void c.take(8), // FRAME
  0x28: (m) => m.push(MARK), // MARK
  0x30: (m) => void m.pop(), // POP
  0x31: (m) => void m.popToMark(), // POP_MARK
  0x32: (m) => m.push(m.top()), // DUP
  0x4e: (m) => m.push(null), // NONE
  0x88: (m) => m.push(true), // NEWTRUE
  0x89: (m) => m.push(false), // NEWFALSE
  0x4a: (m, c) => m.push(c.int32()), // BININT
  0x4b: (m, c) => m.push(c.uint8()), // BININT1
  0x4d: (m, c) => m.push(c.uint16()), // BININT2
  0x8a: (m, c) => m.integer(c.uint8()), // LONG1
  0x8b: (m, c) => m.integer(c.uint32()), // LONG4
  0x47: (m, c) => m.push(c.float64BigEndian()), // BINFLOAT
  0x58: pushText((c) => c.uint32()), // BINUNICODE
  0x8c: pushText((c) => c.uint8()), // SHORT_BINUNICODE
  0x8d: pushText((c) => c.uint64()), // BINUNICODE8
  0x54: pushText((c) => c.uint32()), // BINSTRING
  0x55: pushText((c) => c.uint8()), // SHORT_BINSTRING
  0x42: pushBytes((c) => c.uint32()), // BINBYTES
  0x43: pushBytes((c) => c.uint8()), // SHORT_BINBYTES
  0x5d: (m) => m.push([]), // EMPTY_LIST
  0x61: (m) => m.append([m.pop()]), // APPEND
  0x65: (m) => m.append(m.popToMark()), // APPENDS
  0x6c: (m) => m.push(m.popToMark()), // LIST
  0x29: (m) => m.push([]), // EMPTY_TUPLE
  0x74: (m) => m.push(m.popToMark()), // TUPLE
  0x85: tuple(1), // TUPLE1
  0x86: tuple(2), // TUPLE2
  0x87: tuple(3), // TUPLE3
  0x7d: (m) => m.push(new Map()), // EMPTY_DICT
  0x73: (m) => m.setItems([m.pop(), m.pop()].reverse()), // SETITEM
  0x75: (m) => m.setItems(m.popToMark()), // SETITEMS
  0x8f: (m) => m.push([]), // EMPTY_SET
  0x90: (m) => m.append(m.popToMark()), // ADDITEMS
  0x68: (m, c) => m.get(c.uint8()), // BINGET
  0x6a: (m, c) => m.get(c.uint32()), // LONG_BINGET
  0x71: (m, c) => m.put(c.uint8()), // BINPUT
  0x72: (m, c) => m.put(c.uint32()), // LONG_BINPUT
  0x94: (m) => m.put(), // MEMOIZE
  0x63: (m, c) => m.global(c.line(), c.line()), // GLOBAL
  0x93: (m) => m.global(...([m.pop(), m.pop()].reverse() as [unknown, unknown])), // STACK_GLOBAL
  0x52: (m) => m.reduce(), // REDUCE
  0x81: (m) => m.newObject(), // NEWOBJ
  0x62: (m) => m.build(), // BUILD
  0x51: (m) => m.persistent(), // BINPERSID
};
