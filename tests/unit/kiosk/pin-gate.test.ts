import { pbkdf2Sync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { PinGate, type Tries, type TriesStore } from '#kiosk/pin-gate.ts';
import { hashPin, isPin, type PinHash } from '#kiosk/pin.ts';

/** Few iterations, so that thousands of guesses take no time; the delays are what is tested. */
let hash: PinHash;
beforeAll(async () => {
  hash = await hashPin('7391', 1);
});

function keep(): TriesStore {
  let kept: Tries | undefined;
  return { load: () => kept, save: (tries) => (kept = tries) };
}

describe('hashPin', () => {
  it('is PBKDF2-HMAC-SHA256 as OpenSSL computes it, with 600 000 iterations', async () => {
    const made = await hashPin('7391');
    const expected = pbkdf2Sync('7391', Buffer.from(made.salt, 'hex'), 600_000, 32, 'sha256');
    expect(made).toMatchObject({ hash: expected.toString('hex'), iterations: 600_000 });
  });

  it('salts: the same PIN gives another hash', async () => {
    const again = await hashPin('7391', 1);
    expect(again.hash).not.toBe(hash.hash);
    expect(await isPin('7391', again)).toBe(true);
    expect(await isPin('7390', again)).toBe(false);
  });
});

describe('PinGate', () => {
  it('lets fewer than 40 guesses through in a day, over reloads', async () => {
    const store = keep();
    let nowMs = 1e12;
    let looked = 0;
    for (const endMs = nowMs + 86_400_000; nowMs < endMs; nowMs += 1000) {
      const gate = new PinGate(hash, store, () => nowMs);
      const before = store.load()?.failed ?? 0;
      if (gate.waitMs === 0) await gate.try('0000');
      if ((store.load()?.failed ?? 0) > before) looked++;
    }
    expect(looked).toBeGreaterThan(3);
    expect(looked).toBeLessThan(40);
  });

  it('does not look at the right PIN while it has to wait, and forgets failures after it', async () => {
    let nowMs = 1e12;
    const gate = new PinGate(hash, keep(), () => nowMs);
    for (let i = 0; i < 3; i++) await gate.try('0000');
    expect(await gate.try('7391')).toEqual({ ok: false, waitMs: 5000 });
    nowMs += 5000;
    expect(await gate.try('7391')).toEqual({ ok: true });
    expect(await gate.try('0000')).toEqual({ ok: false, waitMs: 0 });
  });

  it('looks at one of many PINs tried at once', async () => {
    const store = keep();
    const gate = new PinGate(hash, store, () => 1e12);
    await Promise.all(['0000', '0001', '0002', '7391'].map((pin) => gate.try(pin)));
    expect(store.load()?.failed).toBe(1);
  });

  it('waits no longer than the span when the clock is set back', async () => {
    let nowMs = 1e12;
    const gate = new PinGate(hash, keep(), () => nowMs);
    for (let i = 0; i < 3; i++) await gate.try('0000');
    nowMs -= 86_400_000;
    expect(gate.waitMs).toBe(5000);
  });
});
