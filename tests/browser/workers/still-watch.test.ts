import { expect, it } from 'vitest';
import { StillWatch } from '#workers/shared/still-watch.ts';

/** A frame of one grey, in a format that cameras give. */
function frameOf(grey: number, { width = 64, height = 48 } = {}): VideoFrame {
  const data = new Uint8Array((width * height * 3) / 2).fill(128).fill(grey, 0, width * height);
  return new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp: 0 });
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks at `greys`, one after another, at a pace at which each is looked at. */
async function watch(still: StillWatch, greys: readonly number[]): Promise<void> {
  for (const grey of greys) {
    const frame = frameOf(grey);
    still.look(frame);
    expect(frame.codedWidth).toBe(64);
    frame.close();
    await wait(550);
  }
}

it('tells equal pixels from changing ones', async () => {
  const still = new StillWatch();
  await watch(still, [10, 11, 12, 13]);
  expect(still.stillMs).toBeLessThan(1_000);
  await watch(still, [13, 13, 13]);
  expect(still.stillMs).toBeGreaterThan(1_600);
  await watch(still, [14]);
  expect(still.stillMs).toBeLessThan(1_000);
});

it('counts from the beginning of a source, also where no frame comes', async () => {
  const still = new StillWatch();
  await wait(300);
  expect(still.stillMs).toBeGreaterThan(250);
  still.begin();
  expect(still.stillMs).toBeLessThan(100);
});
