import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PortAnswer, PortMessage } from '#media/source-handle.ts';
import { startRelay, type RelayClient } from '#workers/relay/relay.client.ts';

const patience = { timeout: 20_000, interval: 20 };
let relay: RelayClient;

beforeEach(() => (relay = startRelay()));
afterEach(() => relay.terminate());

/** A source whose frames are posted by hand. */
class Posted {
  readonly #port: MessagePort;

  private constructor(port: MessagePort) {
    this.#port = port;
  }

  static async attach(feed: number): Promise<Posted> {
    const { port1, port2 } = new MessageChannel();
    await relay.attach(feed, { via: 'port', port: port2 });
    return new Posted(port1);
  }

  post(timestamp: number): void {
    const canvas = new OffscreenCanvas(8, 8);
    canvas.getContext('2d')?.fillRect(0, 0, 8, 8);
    const frame = new VideoFrame(canvas, { timestamp });
    const capturedAtMs = performance.timeOrigin + performance.now();
    this.#port.postMessage({ frame, capturedAtMs, skipped: 0 } satisfies PortMessage, [frame]);
  }

  end(): void {
    this.#port.postMessage('ended' satisfies PortMessage);
  }
}

/** A live worker's end: what it got, and its answers when it is told to give them. */
class Taker {
  readonly got: { timestamp: number; skipped: number }[] = [];
  readonly mapped: number[] = [];
  isPrompt: boolean;
  readonly #port: MessagePort;

  private constructor(port: MessagePort, isPrompt: boolean) {
    this.#port = port;
    this.isPrompt = isPrompt;
    port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
      if (data === 'ended') return;
      this.got.push({ timestamp: data.frame.timestamp, skipped: data.skipped });
      if (data.isMapped) this.mapped.push(data.frame.timestamp);
      data.frame.close();
      if (this.isPrompt) this.release();
    };
  }

  static async join(feed: number, outlet: number, isPrompt = true): Promise<Taker> {
    const { port1, port2 } = new MessageChannel();
    await relay.join(feed, outlet, port1);
    return new Taker(port2, isPrompt);
  }

  release(): void {
    this.#port.postMessage('released' satisfies PortAnswer);
  }

  get timestamps(): number[] {
    return this.got.map(({ timestamp }) => timestamp);
  }
}

describe('the relay', () => {
  it('gives the same frames to all of a feed, one taker after the other', async () => {
    const [a, b] = [await Taker.join(1, 1, false), await Taker.join(1, 2)];
    const source = await Posted.attach(1);
    source.post(100);
    await vi.waitFor(() => expect(a.timestamps).toEqual([100]), patience);
    expect(b.timestamps).toEqual([]);
    a.release();
    await vi.waitFor(() => expect(b.timestamps).toEqual([100]), patience);
  });

  it('asks all takers for the maps of the same frames, and of four a second at most', async () => {
    const [a, b] = [await Taker.join(1, 1), await Taker.join(1, 2)];
    const source = await Posted.attach(1);
    const startMs = performance.now();
    for (let timestamp = 1; a.mapped.length < 3; timestamp++) {
      source.post(timestamp);
      await vi.waitFor(() => expect(b.timestamps.at(-1)).toBe(timestamp), patience);
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(b.mapped).toEqual(a.mapped);
    expect(a.mapped[0]).toBe(1);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(500);
    expect(a.mapped.length).toBeLessThan(a.timestamps.length);
  });

  it('keeps the newest frame only, and tells how many were left out', async () => {
    const slow = await Taker.join(1, 1, false);
    const source = await Posted.attach(1);
    source.post(1);
    await vi.waitFor(() => expect(slow.timestamps).toEqual([1]), patience);
    for (const timestamp of [2, 3, 4]) source.post(timestamp);
    // The relay has them all before the taker is ready again.
    await relay.setBudget({ fps: Infinity, share: 1 });
    slow.release();
    await vi.waitFor(() => expect(slow.got.at(-1)).toEqual({ timestamp: 4, skipped: 2 }), patience);
    expect(slow.timestamps).toEqual([1, 4]);
  });

  it('does not let one feed wait for another’s taker that hangs', async () => {
    const [stuck, fine] = [await Taker.join(1, 1, false), await Taker.join(2, 2)];
    const [first, second] = [await Posted.attach(1), await Posted.attach(2)];
    first.post(1);
    await vi.waitFor(() => expect(stuck.timestamps).toEqual([1]), patience);
    second.post(7);
    await vi.waitFor(() => expect(fine.timestamps).toEqual([7]), patience);
    first.post(2);
    second.post(8);
    await vi.waitFor(() => expect(fine.timestamps).toEqual([7, 8]), patience);
    expect(stuck.timestamps).toEqual([1]);
  });

  it('goes on with who is left, and with one that comes back', async () => {
    const [a, b] = [await Taker.join(1, 1, false), await Taker.join(1, 2)];
    const source = await Posted.attach(1);
    source.post(1);
    await vi.waitFor(() => expect(a.timestamps).toEqual([1]), patience);
    await relay.leave(1, 1);
    await vi.waitFor(() => expect(b.timestamps).toEqual([1]), patience);
    const again = await Taker.join(1, 1);
    source.post(2);
    await vi.waitFor(() => expect([again.timestamps, b.timestamps]).toEqual([[2], [1, 2]]), patience);
  });

  it('keeps to the budget', async () => {
    await relay.setBudget({ fps: 1, share: 1 });
    const taker = await Taker.join(1, 1);
    const source = await Posted.attach(1);
    source.post(1);
    await vi.waitFor(() => expect(taker.timestamps).toEqual([1]), patience);
    source.post(2);
    // A budget that is taken away is felt at once: until then the second frame waits.
    expect(taker.timestamps).toEqual([1]);
    await relay.setBudget({ fps: Infinity, share: 1 });
    await vi.waitFor(() => expect(taker.timestamps).toEqual([1, 2]), patience);
  });

  it('says when a source has ended', async () => {
    const ended: number[] = [];
    await relay.subscribe(({ feed }) => ended.push(feed));
    const source = await Posted.attach(5);
    source.end();
    await vi.waitFor(() => expect(ended).toEqual([5]), patience);
  });
});
