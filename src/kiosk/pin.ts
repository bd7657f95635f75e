/**
 * The PIN that guards exit and settings, kept as a salted hash. PBKDF2 slows down who has stolen the hash only a
 * little, since short PINs are few; who stands at the wall is slowed by the delays in pin-gate.ts.
 */
import { toHex } from '#core/hex.ts';

/** OWASP Password Storage Cheat Sheet: PBKDF2-HMAC-SHA256 with 600 000 iterations. */
const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const HASH_BITS = 256;

export interface PinHash {
  /** Both in lower-case hexadecimal. */
  salt: string;
  hash: string;
  iterations: number;
}

export async function hashPin(pin: string, iterations = ITERATIONS): Promise<PinHash> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return { salt: toHex(salt), hash: toHex(await derive(pin, salt, iterations)), iterations };
}

export async function isPin(pin: string, { salt, hash, iterations }: PinHash): Promise<boolean> {
  const derived = toHex(await derive(pin, fromHex(salt), iterations));
  // Without an early end, so that the time taken tells nothing about how much was right.
  let difference = derived.length ^ hash.length;
  for (let i = 0; i < derived.length; i++) difference |= derived.charCodeAt(i) ^ hash.charCodeAt(i);
  return difference === 0;
}

async function derive(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, HASH_BITS));
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}
