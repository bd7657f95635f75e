/** Writes zips whose directory may say anything. Format: PKWARE's APPNOTE.TXT, section 4.3. */
import { deflateSync } from 'fflate';
import { join, uint16, uint32, uint64, utf8 } from './hostile-file.ts';

export interface Entry {
  name: string;
  data: Uint8Array;
  deflate?: boolean;
  /** What the directory says where that is to differ from the truth. */
  method?: number;
  flags?: number;
  size?: number;
  packed?: number;
  header?: number;
}

export interface Written {
  bytes: Uint8Array;
  /** Where each local header, name, body, directory entry and the end record begin. */
  structures: number[];
}

export function writeZip(
  entries: readonly Entry[],
  end: { count?: number; start?: number; zip64?: { count: bigint; start: bigint } } = {},
): Written {
  const parts: (Uint8Array | number[])[] = [];
  const structures: number[] = [];
  let at = 0;
  const put = (part: Uint8Array | number[]): void => {
    structures.push(at);
    parts.push(part);
    at += part.length;
  };
  const headers = entries.map(({ name, data, deflate, method = deflate ? 8 : 0, flags = 0 }) => {
    const header = at;
    const body = deflate ? deflateSync(data, { level: 6 }) : data;
    put([...uint32(0x04034b50), ...uint16(20), ...uint16(flags), ...uint16(method), ...uint32(0)]);
    put([
      ...uint32(0),
      ...uint32(body.length),
      ...uint32(data.length),
      ...uint16(utf8(name).length),
      ...uint16(0),
    ]);
    put(utf8(name));
    put(body);
    return { header, packed: body.length };
  });
  const directory = at;
  entries.forEach(({ name, data, deflate, method = deflate ? 8 : 0, flags = 0, ...claims }, i) => {
    const { header, packed } = headers[i]!;
    put([
      ...[
        ...uint32(0x02014b50),
        ...uint16(20),
        ...uint16(20),
        ...uint16(flags),
        ...uint16(method),
        ...uint32(0),
      ],
      ...[...uint32(0), ...uint32(claims.packed ?? packed), ...uint32(claims.size ?? data.length)],
      ...[...uint16(utf8(name).length), ...uint16(0), ...uint16(0), ...uint16(0), ...uint16(0), ...uint32(0)],
      ...[...uint32(claims.header ?? header), ...utf8(name)],
    ]);
  });
  const directoryBytes = at - directory;
  if (end.zip64) {
    const far = at;
    const { count, start } = end.zip64;
    put([...uint32(0x06064b50), ...uint64(44n), ...uint32(0), ...uint32(0), ...uint32(0)]);
    put([...uint64(count), ...uint64(count), ...uint64(BigInt(directoryBytes)), ...uint64(start)]);
    put([...uint32(0x07064b50), ...uint32(0), ...uint64(BigInt(far)), ...uint32(1)]);
  }
  const many = end.zip64 ? 0xffff : (end.count ?? entries.length);
  const start = end.zip64 ? 0xffffffff : (end.start ?? directory);
  put([
    ...[...uint32(0x06054b50), ...uint16(0), ...uint16(0), ...uint16(many), ...uint16(many)],
    ...[...uint32(directoryBytes), ...uint32(start), ...uint16(0)],
  ]);
  return { bytes: join(parts), structures };
}
