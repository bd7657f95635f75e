import type { CheckpointFormat } from '#models/manifest.ts';

/** A file that must be refused with a reason. */
export interface HostileFile {
  /** Row of the table. */
  kind: string;
  name: string;
  format: CheckpointFormat;
  bytes: Uint8Array;
  /** Of a TFJS model: its weights. */
  shards?: readonly Uint8Array[];
}

export const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];

export const uint16 = (value: number): number[] => [value & 255, (value >>> 8) & 255];

export const uint32 = (value: number): number[] => [...uint16(value), ...uint16(value >>> 16)];

export const uint64 = (value: bigint): number[] => [...new Uint8Array(BigUint64Array.of(value).buffer)];

export function join(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** `bytes` with `patch` written over them at `at`. */
export function patched(bytes: Uint8Array, at: number, patch: readonly number[]): Uint8Array {
  const out = new Uint8Array(bytes);
  out.set(patch, at);
  return out;
}

/** Places to cut a file of that length: `count` spread evenly, the first few bytes, and all but the last. */
export function cuts(length: number, count: number): number[] {
  const even = Array.from({ length: count }, (_, i) => Math.floor((i * length) / count));
  return [...new Set([...even, 1, 4, 7, length - 1])].filter((at) => at < length);
}

/** `pattern` that many times. */
export function repeat(count: number, pattern: readonly number[] | Uint8Array): Uint8Array {
  const out = new Uint8Array(count * pattern.length);
  if (pattern.length === 1) return out.fill(pattern[0]!);
  for (let at = 0; at < out.length; at += pattern.length) out.set(pattern, at);
  return out;
}
