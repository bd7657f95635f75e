import { VitrineError } from '#core/errors/vitrine-error.ts';

/** Reads little-endian values one after the other; running past the end is 'bad-file', saying where. */
export class ByteCursor {
  at: number;
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly what: string;

  constructor(bytes: Uint8Array, what: string, at = 0) {
    this.bytes = bytes;
    this.what = what;
    this.at = at;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint8(): number {
    return this.view.getUint8(this.advance(1));
  }

  uint16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  uint32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  int32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  /** Pickle stores floats in big-endian order. */
  float64BigEndian(): number {
    return this.view.getFloat64(this.advance(8), false);
  }

  /** A length or count: a 64-bit number beyond what JavaScript counts exactly cannot be one. */
  uint64(): number {
    const value = Number(this.view.getBigUint64(this.advance(8), true));
    if (Number.isSafeInteger(value)) return value;
    throw new VitrineError('bad-file', `${this.what}: impossible count ${value} at byte ${this.at - 8}`);
  }

  /** A view of the next `length` bytes, not a copy. */
  take(length: number): Uint8Array {
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  text(length: number): string {
    return new TextDecoder().decode(this.take(length));
  }

  /** Text up to a line feed, which is taken too. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) throw new VitrineError('bad-file', `${this.what} is cut short in a line at byte ${this.at}`);
    const text = this.text(end - this.at);
    this.at = end + 1;
    return text;
  }

  private advance(length: number): number {
    const start = this.at;
    const left = this.bytes.length - start;
    if (length > left || start < 0) {
      throw new VitrineError(
        'bad-file',
        `${this.what} is cut short: ${length} bytes wanted at ${start}, ${left} left`,
      );
    }
    this.at += length;
    return start;
  }
}
