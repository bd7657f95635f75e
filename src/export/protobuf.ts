/** Small helpers over @bufbuild's wire reader: a message as a loop over its fields, with errors of our own. */
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { VitrineError } from '#core/errors/vitrine-error.ts';

export interface Field {
  number: number;
  wire: WireType;
  reader: BinaryReader;
}

/** Calls `visit` for each field of a message. What it does not read is skipped; what it misreads is 'bad-file'. */
export function eachField(message: Uint8Array, what: string, visit: (field: Field) => void): void {
  const reader = new BinaryReader(message);
  try {
    while (reader.pos < reader.len) {
      const [number, wire] = reader.tag();
      const start = reader.pos;
      visit({ number, wire, reader });
      if (reader.pos === start) reader.skip(wire, number);
    }
  } catch (thrown) {
    if (thrown instanceof VitrineError) throw thrown;
    throw new VitrineError('bad-file', `${what} is cut short or is not protobuf`, { cause: thrown });
  }
}

/** A whole number that JavaScript holds exactly; int64 fields beyond that are refused. */
export function integer(reader: BinaryReader): number {
  const value = Number(reader.int64());
  if (Number.isSafeInteger(value)) return value;
  throw new VitrineError('bad-file', `a 64-bit number is out of range: ${value}`);
}

/**
 * A repeated scalar field, one at a time or packed, appended to `list`. A longer one than `most` is refused: packed
 * numbers take up to eight times their bytes in memory.
 */
export function repeated<T>(
  { reader, wire }: Field,
  list: T[],
  read: (reader: BinaryReader) => T,
  most: number,
): void {
  const append = (from: BinaryReader): void => {
    if (list.length >= most) throw new VitrineError('bad-file', `a list holds more than ${most} numbers`);
    list.push(read(from));
  };
  if (wire !== WireType.LengthDelimited) return append(reader);
  const packed = new BinaryReader(reader.bytes());
  while (packed.pos < packed.len) append(packed);
}
