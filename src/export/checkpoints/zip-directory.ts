import { VitrineError } from '#core/errors/vitrine-error.ts';
import { ByteCursor } from './byte-cursor.ts';

export interface ZipEntry {
  name: string;
  isDeflated: boolean;
  /** Bytes it unpacks to, as the directory claims. */
  size: number;
  /** Where its own header starts, and where its packed bytes lie. */
  header: number;
  start: number;
  end: number;
}

const END = [0x50, 0x4b, 5, 6];
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const MAX_COMMENT_BYTES = 0xffff;
const [ENTRY, LOCAL, LOCATOR, END_64] = [0x02014b50, 0x04034b50, 0x07064b50, 0x06064b50];
/** Stands where the number is in the zip64 field instead. */
const ELSEWHERE = 0xffffffff;
const ZIP64_FIELD = 1;
const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;

/** More than any checkpoint has storages. */
const MAX_ENTRIES = 100_000;

/** The entries that the directory lists, each within the bytes before the directory. */
export function readDirectory(bytes: Uint8Array): ZipEntry[] {
  const { count, start } = findDirectory(bytes);
  if (count > MAX_ENTRIES) refuse(`it lists ${count} entries`);
  const cursor = new ByteCursor(bytes, 'the zip', start);
  return Array.from({ length: count }, () => readEntry(cursor, bytes, start));
}

function findDirectory(bytes: Uint8Array): { count: number; start: number } {
  const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  let at = bytes.length - END_BYTES;
  while (at >= first && !END.every((byte, i) => bytes[at + i] === byte)) at--;
  if (at < first) return refuse('its directory is missing, so it is cut short or damaged');
  const cursor = new ByteCursor(bytes, 'the zip', at + 8);
  const [, count, , start] = [cursor.uint16(), cursor.uint16(), cursor.uint32(), cursor.uint32()];
  const locator = at - LOCATOR_BYTES;
  const isLarge = count === 0xffff || start === ELSEWHERE;
  if (!isLarge) return within({ count, start }, at);
  if (locator < 0 || new ByteCursor(bytes, 'the zip', locator).uint32() !== LOCATOR) {
    return refuse('the end of its directory is damaged');
  }
  const end = new ByteCursor(bytes, 'the zip', new ByteCursor(bytes, 'the zip', locator + 8).uint64());
  if (end.uint32() !== END_64) return refuse('the end of its directory is damaged');
  end.take(28);
  const [many, , far] = [end.uint64(), end.uint64(), end.uint64()];
  return within({ count: many, start: far }, locator);
}

function within(directory: { count: number; start: number }, end: number): typeof directory {
  return directory.start <= end ? directory : refuse('its directory lies outside the file');
}

function readEntry(cursor: ByteCursor, bytes: Uint8Array, directory: number): ZipEntry {
  if (cursor.uint32() !== ENTRY) return refuse('its directory is damaged or cut short');
  cursor.take(4);
  const [flags, method] = [cursor.uint16(), cursor.uint16()];
  cursor.take(8);
  const claimed = { packed: cursor.uint32(), size: cursor.uint32(), header: 0 };
  const [nameBytes, extraBytes, commentBytes] = [cursor.uint16(), cursor.uint16(), cursor.uint16()];
  cursor.take(8);
  claimed.header = cursor.uint32();
  const name = cursor.text(nameBytes);
  readZip64(cursor.take(extraBytes), claimed);
  cursor.take(commentBytes);
  if (flags & ENCRYPTED) return refuse(`${name} is encrypted`);
  if (method !== STORED && method !== DEFLATED) return refuse(`${name} is packed by method ${method}`);
  const { packed, size, header } = claimed;
  if (method === STORED && packed !== size)
    return refuse(`${name} is stored in ${packed} bytes and claims ${size}`);

  const local = new ByteCursor(bytes, `the zip's entry ${name}`, header);
  if (local.uint32() !== LOCAL) return refuse(`${name} is not where its directory says`);
  local.take(22);
  local.take(local.uint16() + local.uint16());
  const end = local.at + packed;
  if (end > directory)
    return refuse(`${name} is cut short: ${packed} bytes from ${local.at} reach into the directory`);
  return { name, isDeflated: method === DEFLATED, size, header, start: local.at, end };
}

/** Numbers too large for 32 bits, in this order and only those. */
function readZip64(extra: Uint8Array, claimed: { packed: number; size: number; header: number }): void {
  const fields = new ByteCursor(extra, "the zip's directory");
  while (fields.at + 4 <= extra.length) {
    const [id, length] = [fields.uint16(), fields.uint16()];
    const field = new ByteCursor(fields.take(length), "the zip's directory");
    if (id !== ZIP64_FIELD) continue;
    if (claimed.size === ELSEWHERE) claimed.size = field.uint64();
    if (claimed.packed === ELSEWHERE) claimed.packed = field.uint64();
    if (claimed.header === ELSEWHERE) claimed.header = field.uint64();
  }
}

function refuse(problem: string): never {
  throw new VitrineError('bad-file', `the zip is no PyTorch checkpoint: ${problem}`);
}
