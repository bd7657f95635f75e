/**
 * A table of a FlatBuffer, read field by field. npm `flatbuffers` knows the format but reads past the end without a
 * word, so every position is checked here before it is followed.
 * Format: https://flatbuffers.dev/internals/ (vtables, vectors, strings; offsets are relative to where they stand).
 */
import { ByteBuffer } from 'flatbuffers';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { CopyBudget } from './copy-budget.ts';

const OFFSET_BYTES = 4;
/** What a table costs in memory, about; the smallest takes 4 bytes in a file, and many may be one and the same. */
const TABLE_BYTES = 256;

export class FlatTable {
  private readonly buffer: ByteBuffer;
  private readonly at: number;
  /** Shared by all tables of a file. */
  readonly budget: CopyBudget;

  private constructor(buffer: ByteBuffer, at: number, budget: CopyBudget) {
    this.buffer = buffer;
    this.at = at;
    this.budget = budget;
    budget.spend(TABLE_BYTES);
    // A table starts with the signed distance to its vtable, which starts with its own size in bytes.
    const vtable = at - this.read(at, 4, (position) => buffer.readInt32(position));
    const vtableBytes = this.read(vtable, 4, (position) => buffer.readUint16(position));
    this.require(vtable, vtableBytes);
  }

  /** The root table of a file whose bytes 4..7 are `identifier`. */
  static root(bytes: Uint8Array, identifier: string): FlatTable {
    // A plain view: `slice` of Node's Buffer shares memory instead of copying.
    const buffer = new ByteBuffer(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const found = bytes.length >= 8 ? String.fromCharCode(...bytes.subarray(4, 8)) : '';
    if (found !== identifier) {
      throw broken(`identifier must be ${identifier}, found ${JSON.stringify(found)}`);
    }
    return new FlatTable(buffer, buffer.readUint32(0), new CopyBudget('FlatBuffer', bytes.length));
  }

  int8(field: number, absent = 0): number {
    return this.scalar(field, 1, absent, (position) => this.buffer.readInt8(position));
  }

  uint8(field: number, absent = 0): number {
    return this.scalar(field, 1, absent, (position) => this.buffer.readUint8(position));
  }

  int32(field: number, absent = 0): number {
    return this.scalar(field, 4, absent, (position) => this.buffer.readInt32(position));
  }

  uint32(field: number, absent = 0): number {
    return this.scalar(field, 4, absent, (position) => this.buffer.readUint32(position));
  }

  table(field: number): FlatTable | undefined {
    const target = this.target(field);
    return target === undefined ? undefined : new FlatTable(this.buffer, target, this.budget);
  }

  tables(field: number): FlatTable[] {
    return this.positions(field).map((position) => new FlatTable(this.buffer, position, this.budget));
  }

  /** Where the tables of a vector lie in the file. */
  positions(field: number): number[] {
    const { start, length } = this.vector(field, OFFSET_BYTES);
    this.budget.spend(2 * length * OFFSET_BYTES);
    return Array.from({ length }, (_, i) => this.follow(start + i * OFFSET_BYTES));
  }

  /** Where the vector, string or table that the field points at lies in the file. */
  target(field: number): number | undefined {
    const position = this.position(field);
    return position === undefined ? undefined : this.follow(position);
  }

  int32s(field: number): number[] {
    const { start, length } = this.vector(field, 4);
    this.budget.spend(2 * length * 4);
    return Array.from({ length }, (_, i) => this.buffer.readInt32(start + i * 4));
  }

  /** A view of the file, not a copy. */
  bytes(field: number): Uint8Array {
    const { start, length } = this.vector(field, 1);
    return this.buffer.bytes().subarray(start, start + length);
  }

  string(field: number): string {
    const bytes = this.bytes(field);
    this.budget.spend(bytes.length);
    return new TextDecoder().decode(bytes);
  }

  private scalar(field: number, bytes: number, absent: number, read: (position: number) => number): number {
    const position = this.position(field);
    return position === undefined ? absent : this.read(position, bytes, read);
  }

  /** Where the field's value lies, or undefined when the file leaves the field out. */
  private position(field: number): number | undefined {
    // The vtable: its size, the table's size, then one uint16 a field.
    const vtable = this.at - this.buffer.readInt32(this.at);
    const slot = 4 + 2 * field;
    if (slot + 2 > this.buffer.readUint16(vtable)) return undefined;
    const offset = this.buffer.readUint16(vtable + slot);
    return offset === 0 ? undefined : this.at + offset;
  }

  private vector(field: number, elementBytes: number): { start: number; length: number } {
    const position = this.position(field);
    if (position === undefined) return { start: 0, length: 0 };
    const at = this.follow(position);
    const length = this.read(at, 4, (lengthAt) => this.buffer.readUint32(lengthAt));
    this.require(at + 4, length * elementBytes);
    return { start: at + 4, length };
  }

  private follow(position: number): number {
    return position + this.read(position, OFFSET_BYTES, (at) => this.buffer.readUint32(at));
  }

  private read(position: number, bytes: number, read: (position: number) => number): number {
    this.require(position, bytes);
    return read(position);
  }

  private require(position: number, bytes: number): void {
    const capacity = this.buffer.capacity();
    if (position < 0 || position + bytes > capacity) {
      throw broken(`offset ${position} + ${bytes} bytes lies outside its ${capacity} bytes`);
    }
  }
}

const broken = (problem: string): VitrineError => new VitrineError('bad-file', `FlatBuffer: ${problem}`);
