import { expect, it } from 'vitest';
import type { Session } from '#session/session-state.ts';
import { walkVideo } from '#ui/app/walk-video.ts';

/** A file of `count` frames, 40 ms apart, whose results come a while after each step. */
class File extends EventTarget {
  position = 0;
  readonly #count: number;
  constructor(count: number) {
    super();
    this.#count = count;
  }
  step(by: number): Promise<number | undefined> {
    if (this.position + by >= this.#count) return Promise.resolve(undefined);
    this.position += by;
    const timestampUs = this.position * 40_000;
    setTimeout(() => {
      const detail = { timestampUs, summary: { kind: 'density-map', count: 1 } };
      this.dispatchEvent(new CustomEvent('frame', { detail }));
    }, 5);
    return Promise.resolve(timestampUs);
  }
}

it('goes from the present frame to the file’s last and waits for the result of each frame', async () => {
  const file = new File(6);
  const shown: number[] = [];
  const told: number[] = [];
  file.addEventListener('frame', (event) =>
    shown.push((event as CustomEvent<{ timestampUs: number }>).detail.timestampUs),
  );
  await walkVideo(file as unknown as Session, new AbortController().signal, (timeS) => {
    told.push(timeS);
    expect(shown).toHaveLength(told.length);
  });
  expect(told).toEqual([0, 0.04, 0.08, 0.12, 0.16, 0.2]);
});

it('stops where it is told to', async () => {
  const file = new File(100);
  const walk = new AbortController();
  await walkVideo(file as unknown as Session, walk.signal, (timeS) => {
    if (timeS >= 0.12) walk.abort();
  });
  expect(file.position).toBe(3);
});
