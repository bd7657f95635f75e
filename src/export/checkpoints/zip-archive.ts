/**
 * A zip as PyTorch writes it, opened by its directory at the end. Everything the directory says is checked against the
 * bytes that are there before anything is unpacked. Format: PKWARE's APPNOTE.TXT 6.3, sections 4.3 and 4.5.3.
 */
import { Inflate } from 'fflate';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { readDirectory, type ZipEntry } from './zip-directory.ts';

/** torch.save does not compress, and weights hardly do: what claims to grow more than this is a trap. */
const MAX_GROWTH = 4;

/** Pickles do compress, and small files are mostly pickle. */
const LEAST_BYTES = 1 << 20;

/** Deflate grows up to 1,032-fold: no more than 4 MB come from one piece before their number is looked at. */
const PIECE_BYTES = 4096;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

export class ZipArchive {
  private readonly bytes: Uint8Array;
  private readonly entries = new Map<string, ZipEntry>();

  /** Throws 'bad-file' for a directory that does not describe these bytes. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const entries = readDirectory(bytes);
    for (const entry of entries) {
      if (this.entries.has(entry.name)) refuse(`${entry.name} stands in it twice`);
      this.entries.set(entry.name, entry);
    }
    refuseOverlaps(entries);
    const limit = bytes.length * MAX_GROWTH + LEAST_BYTES;
    const total = entries.reduce((sum, { size }) => sum + size, 0);
    if (total > limit) refuse(`its ${bytes.length} bytes claim to unpack to more than ${limit}`);
  }

  get names(): IterableIterator<string> {
    return this.entries.keys();
  }

  /** Bytes the entry unpacks to; undefined where there is none of that name. */
  sizeOf(name: string): number | undefined {
    return this.entries.get(name)?.size;
  }

  /** The entry's bytes: of stored ones a view of the file. */
  read(name: string): Uint8Array | undefined {
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    const packed = this.bytes.subarray(entry.start, entry.end);
    return entry.isDeflated ? inflate(packed, entry) : packed;
  }
}

function refuseOverlaps(entries: readonly ZipEntry[]): void {
  const sorted = [...entries].sort((a, b) => a.header - b.header);
  sorted.forEach((entry, i) => {
    const before = sorted[i - 1];
    if (before && entry.header < before.end) refuse(`${before.name} and ${entry.name} share bytes`);
  });
}

function inflate(packed: Uint8Array, { name, size }: ZipEntry): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  let isWhole = false;
  const stream = new Inflate((piece, isLast) => {
    if (at + piece.length > size) return refuse(`${name} unpacks to more than the ${size} bytes it claims`);
    out.set(piece, at);
    at += piece.length;
    isWhole = isLast;
  });
  try {
    for (let from = 0; from < packed.length; from += PIECE_BYTES) {
      const to = from + PIECE_BYTES;
      stream.push(packed.subarray(from, to), to >= packed.length);
    }
  } catch (thrown) {
    if (thrown instanceof VitrineError) throw thrown;
    throw new VitrineError('bad-file', `the zip is damaged: ${name} cannot be unpacked`, { cause: thrown });
  }
  if (!isWhole || at !== size) refuse(`${name} unpacks to ${at} bytes, not to the ${size} it claims`);
  return out;
}

function refuse(problem: string): never {
  throw new VitrineError('bad-file', `the zip is no PyTorch checkpoint: ${problem}`);
}
