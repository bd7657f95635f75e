/**
 * MATLAB 5 MAT files, as far as labels need them: real matrices of numbers, cells and structs, compressed or not,
 * little-endian. Source: MathWorks, "MAT-File Format", R2024. Files are not trusted: lengths are checked, depth is bounded.
 */
import { unzlibSync } from 'fflate';
import { VitrineError } from '#core/errors/vitrine-error.ts';

export type MatValue =
  /** Column by column. */
  | { kind: 'matrix'; rows: number; columns: number; data: Float64Array }
  | { kind: 'cell'; items: MatValue[] }
  /** Of the first element. */
  | { kind: 'struct'; fields: Map<string, MatValue> }
  | { kind: 'other' };

const HEADER = 128;
const MATRIX = 14;
const COMPRESSED = 15;
const CELL = 1;
const STRUCT = 2;
const DEEPEST = 16;
/** Labels of the largest crowds known are below a megabyte. */
const MOST_BYTES = 1 << 26;

const numbers: Record<number, { bytes: number; read: (view: DataView, at: number) => number }> = {
  1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  2: { bytes: 1, read: (view, at) => view.getUint8(at) },
  3: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  4: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  5: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  6: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  7: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  9: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
};

/** The file's variables by name. Throws VitrineError('bad-file'). */
export function readMat(bytes: Uint8Array, path: string): Map<string, MatValue> {
  try {
    if (bytes.length < HEADER || bytes[126] !== 0x49)
      throw new RangeError('not a little-endian MATLAB 5 file');
    const variables = new Map<string, MatValue>();
    for (const part of elements(bytes.subarray(HEADER))) {
      const [inner] = part.type === COMPRESSED ? elements(inflate(part.bytes)) : [part];
      if (inner?.type !== MATRIX) continue;
      const { name, value } = matrix(inner.bytes, 0);
      variables.set(name, value);
    }
    return variables;
  } catch (cause) {
    throw new VitrineError('bad-file', `${path} cannot be read as a MAT file: ${String(cause)}`, { cause });
  }
}

interface Element {
  type: number;
  bytes: Uint8Array;
}

function inflate(bytes: Uint8Array): Uint8Array {
  const out = unzlibSync(bytes);
  if (out.length > MOST_BYTES) throw new RangeError(`more than ${MOST_BYTES} bytes`);
  return out;
}

function elements(bytes: Uint8Array): Element[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Element[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const word = view.getUint32(at, true);
    // Up to four bytes stand in the tag itself, whose upper half is then their number.
    const short = word >>> 16;
    const type = word & 0xffff;
    const length = short > 0 ? short : view.getUint32(at + 4, true);
    const start = at + (short > 0 ? 4 : 8);
    if (start + length > bytes.length) throw new RangeError('an element ends beyond the file');
    found.push({ type, bytes: bytes.subarray(start, start + length) });
    const end = short > 0 ? at + 8 : start + length;
    at = type === COMPRESSED ? end : Math.ceil(end / 8) * 8;
  }
  return found;
}

function matrix(bytes: Uint8Array, depth: number): { name: string; value: MatValue } {
  if (depth > DEEPEST) throw new RangeError(`nested more than ${DEEPEST} deep`);
  // An empty cell is an element of no bytes.
  if (bytes.length === 0) return { name: '', value: { kind: 'other' } };
  const [flags, dimensions, name, ...rest] = elements(bytes);
  const kind = flags?.bytes[0];
  const value = { name: new TextDecoder().decode(name?.bytes), value: { kind: 'other' } as MatValue };
  if (kind === CELL) {
    value.value = { kind: 'cell', items: rest.map((item) => matrix(item.bytes, depth + 1).value) };
  } else if (kind === STRUCT) {
    const [lengthOf, names, ...fields] = rest;
    const length = numbersOf(lengthOf)[0] ?? 0;
    if (!(length > 0)) throw new RangeError('a struct without names');
    const count = Math.floor((names?.bytes.length ?? 0) / length);
    const nameAt = (i: number) =>
      new TextDecoder().decode(names?.bytes.subarray(i * length, (i + 1) * length)).replace(/\0.*$/s, '');
    value.value = {
      kind: 'struct',
      fields: new Map(
        fields.slice(0, count).map((field, i) => [nameAt(i), matrix(field.bytes, depth + 1).value]),
      ),
    };
  } else {
    const [rows = 0, columns = 0] = numbersOf(dimensions);
    const data = numbersOf(rest[0]);
    if (data.length === rows * columns) value.value = { kind: 'matrix', rows, columns, data };
  }
  return value;
}

/** Numbers may be stored narrower than the matrix's class. */
function numbersOf(element: Element | undefined): Float64Array {
  const how = element && numbers[element.type];
  if (!how) return new Float64Array(0);
  const view = new DataView(element.bytes.buffer, element.bytes.byteOffset, element.bytes.byteLength);
  return Float64Array.from({ length: Math.floor(view.byteLength / how.bytes) }, (_, i) =>
    how.read(view, i * how.bytes),
  );
}
