/** Which frame a worker takes after a run that blocked its thread. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PortMessage } from '#media/source-handle.ts';
import { FrameIntake } from '#workers/shared/frame-intake.ts';

const open: FrameIntake[] = [];
afterEach(() => open.splice(0).forEach((intake) => intake.detach()));

function connect() {
  const { port1, port2 } = new MessageChannel();
  const intake = new FrameIntake(() => undefined);
  open.push(intake);
  intake.attach({ via: 'port', port: port2 });
  /** `ageMs`: how long ago the frame was captured. */
  const post = (timestamp: number, ageMs: number) => {
    const frame = new VideoFrame(new Uint8Array(16), {
      format: 'RGBA',
      codedWidth: 2,
      codedHeight: 2,
      timestamp,
    });
    const capturedAtMs = performance.timeOrigin + performance.now() - ageMs;
    port1.postMessage({ frame, capturedAtMs, skipped: 0 } satisfies PortMessage, [frame]);
  };
  return { intake, post };
}

describe('FrameIntake', () => {
  it('waits for the frame behind those that grew old in the queue', async () => {
    const { intake, post } = connect();
    post(1, 900);
    post(2, 870);
    const taken = intake.take();
    post(3, 0);
    const { frame } = await taken;
    expect(frame.timestamp).toBe(3);
    expect(intake.dropped).toBe(2);
    intake.release(frame);
    expect(intake.openFrames).toBe(0);
  });

  it('takes an old frame where no newer one comes, and a fresh one at once', async () => {
    const { intake, post } = connect();
    post(1, 900);
    const { frame: old } = await intake.take();
    expect(old.timestamp).toBe(1);
    intake.release(old);
    post(2, 0);
    const { frame: fresh } = await intake.take();
    expect(fresh.timestamp).toBe(2);
    intake.release(fresh);
  });

  it('closes the frames that are still under way when the source is taken away', async () => {
    const close = vi.spyOn(VideoFrame.prototype, 'close');
    try {
      const { intake, post } = connect();
      post(1, 0);
      const { frame } = await intake.take();
      intake.release(frame);
      post(2, 0);
      post(3, 0);
      intake.detach();
      const closed = () => close.mock.contexts.map((frame) => (frame as VideoFrame).timestamp);
      await vi.waitFor(() => expect(closed()).toEqual(expect.arrayContaining([2, 3])));
    } finally {
      close.mockRestore();
    }
  });
});
