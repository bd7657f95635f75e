import { describe, expect, it, vi } from 'vitest';
import { idleState } from '#ui/app/lazy-session.ts';
import '#ui/components/legend/vt-legend.ts';
import { FakeSession } from './fake-session.ts';
import { find, mount, record, settle } from './mount.ts';

const labels = [
  { name: 'person', colour: [255, 0, 0] as const },
  { name: 'car', colour: [0, 0, 255] as const },
  { name: 'dog', colour: [0, 255, 0] as const },
];
const GREY = [90, 90, 90];

/** A session whose picture is one grey, with a box in it. */
class GreySession extends FakeSession {
  override async snapshot(): Promise<Blob> {
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext('2d')!;
    context.fillStyle = `rgb(${GREY.join(' ')})`;
    context.fillRect(0, 0, 640, 480);
    return canvas.convertToBlob({ type: 'image/png' });
  }
}

async function stage() {
  const session = new GreySession();
  const element = await mount('vt-stage', { session, kind: 'boxes', labels });
  element.style.cssText = 'display: flex; inline-size: 640px; block-size: 480px';
  session.become({ source: { ...idleState.source, status: 'live', kind: 'scene', label: 'x' } });
  const box = { left: 100, top: 120, right: 300, bottom: 360 };
  session.show({ kind: 'boxes', detections: [{ box, classIndex: 0, score: 0.9 }] });
  await settle(element);
  return { session, element };
}

async function pixelsOf(picture: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(picture);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

const coloured = ({ data }: ImageData) => {
  let count = 0;
  for (let i = 0; i < data.length; i += 4) if (GREY.some((value, c) => data[i + c] !== value)) count++;
  return count;
};

describe('a saved picture', () => {
  it('has the results painted in, or none of them, as asked', async () => {
    const { element } = await stage();
    // The overlay is loaded with the first result.
    await vi.waitFor(
      async () => expect(coloured(await pixelsOf(await element.snapshot()))).toBeGreaterThan(500),
      {
        timeout: 20_000,
      },
    );
    expect(coloured(await pixelsOf(await element.snapshot({ results: false })))).toBe(0);
  });
});

describe('the stage as a stream', () => {
  it('is a live video track that ends when it is stopped', async () => {
    const { element, session } = await stage();
    const stream = await element.captureStream();
    const [track] = stream.stream.getVideoTracks();
    expect(track?.readyState).toBe('live');
    session.show(undefined);
    stream.stop();
    expect(track?.readyState).toBe('ended');
  });
});

describe('one class alone', () => {
  it('is asked for by its row, and given up by the same button', async () => {
    const session = new FakeSession();
    const element = await mount('vt-legend', { session, kind: 'label-map', labels });
    session.show({ kind: 'label-map', shares: [0.2, 0.5, 0.3] });
    session.measure({});
    await settle(element);
    const events = record(element, 'vt-look-change');
    find(element, 'button[aria-label="Show only car"]').click();
    expect(events.at(-1)?.change).toEqual({ hiddenClasses: [0, 2] });
    element.hiddenClasses = [0, 2];
    await settle(element);
    const alone = find(element, 'button[aria-label="Show only car"]');
    expect(alone.getAttribute('aria-pressed')).toBe('true');
    alone.click();
    expect(events.at(-1)?.change).toEqual({ hiddenClasses: [] });
  });
});
