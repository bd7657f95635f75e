import { describe, expect, it, vi } from 'vitest';
import { openCamera } from '#media/camera-source.ts';
import { openImage } from '#media/image-source.ts';
import type { MediaSource } from '#media/media-source.ts';
import { SCENE, openScene } from '#media/scene-source.ts';
import type { PortAnswer, PortMessage } from '#media/source-handle.ts';
import { TrackSource } from '#media/track-source.ts';
import { openVideoFile } from '#media/video-file-source.ts';

const signal = new AbortController().signal;
const patience = { timeout: 30_000, interval: 30 };

/** The first frame of a source, read as a worker reads it; the caller closes it. */
async function firstFrame(source: MediaSource): Promise<VideoFrame> {
  const handle = source.connect();
  if (handle.via === 'stream') {
    const reader = handle.stream.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    if (!value) throw new Error('the stream ended without a frame');
    return value;
  }
  if (handle.via !== 'port') throw new Error(`did not expect ${handle.via}`);
  const { port } = handle;
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
      if (data !== 'ended') resolve(data.frame);
    };
  });
}

/** Whole-picture mean of each channel. */
async function meanColour(frame: VideoFrame): Promise<number[]> {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    await createImageBitmap(frame, { resizeWidth: 1, resizeHeight: 1, resizeQuality: 'high' }),
    0,
    0,
  );
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

function drawing(width: number, height: number, colour: string): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return canvas;
}

async function picture(width: number, height: number, colour: string): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => drawing(width, height, colour).toBlob(resolve));
  if (!blob) throw new Error('no blob');
  return blob;
}

/** A short clip that this browser recorded itself. */
async function clip(): Promise<Blob> {
  const canvas = drawing(160, 96, 'rgb(30 160 60)');
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm' });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  const context = canvas.getContext('2d');
  for (let i = 0; i < 20; i++) {
    context?.fillRect(0, 0, 160, 96);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.stop();
  await stopped;
  return new Blob(parts, { type: 'video/webm' });
}

describe('an image as a source', () => {
  it('gives its picture as frames, again for each worker', async () => {
    const source = await openImage(await picture(120, 80, 'rgb(200 40 90)'), 'a.png', signal);
    for (let worker = 0; worker < 2; worker++) {
      const frame = await firstFrame(source);
      expect([frame.displayWidth, frame.displayHeight]).toEqual([120, 80]);
      const [red = 0, green = 0, blue = 0] = await meanColour(frame);
      expect(Math.abs(red - 200) + Math.abs(green - 40) + Math.abs(blue - 90)).toBeLessThan(12);
      frame.close();
    }
    source.close();
  });

  it('scales down what is larger than it has to be', async () => {
    const source = await openImage(await picture(4000, 1000, 'white'), 'wide.png', signal);
    expect(source.size).toEqual({ width: 2560, height: 640 });
    source.close();
  });

  it('refuses a file that is no picture', async () => {
    await expect(openImage(new Blob(['text']), 'a.txt', signal)).rejects.toMatchObject({ code: 'bad-file' });
  });

  it('does not make frames that nobody takes', async () => {
    const source = await openImage(await picture(32, 32, 'white'), 'a.png', signal);
    const handle = source.connect();
    if (handle.via !== 'port') throw new Error('expected a port');
    const received: PortMessage[] = [];
    handle.port.onmessage = ({ data }: MessageEvent<PortMessage>) => received.push(data);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(received).toHaveLength(2);
    handle.port.postMessage('taken' satisfies PortAnswer);
    await vi.waitFor(() => expect(received).toHaveLength(3), patience);
    const last = received.at(-1);
    if (!last || last === 'ended') throw new Error('expected a frame');
    expect(last.skipped).toBeGreaterThan(3);
    source.close();
  });
});

describe('a video file as a source', () => {
  it('plays in a loop and gives what it shows', async () => {
    const source = await openVideoFile(await clip(), 'a.webm', signal);
    expect(source.size).toEqual({ width: 160, height: 96 });
    const frame = await firstFrame(source);
    const [red = 0, green = 0] = await meanColour(frame);
    expect(green).toBeGreaterThan(red + 60);
    frame.close();
    source.close();
  });

  it('refuses a file that the browser cannot play', async () => {
    const opening = openVideoFile(new Blob([new Uint8Array(2000)], { type: 'video/mp4' }), 'a.mp4', signal);
    await expect(opening).rejects.toMatchObject({
      code: 'bad-file',
      message: 'The browser cannot play a.mp4.',
    });
  });
});

describe('the built-in scene', () => {
  it('is a picture that moves', async () => {
    const source = openScene();
    const handle = source.connect();
    if (handle.via !== 'port') throw new Error('expected a port');
    const seen: string[] = [];
    const isSky: boolean[] = [];
    handle.port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
      if (data === 'ended') return;
      const { frame } = data;
      const canvas = new OffscreenCanvas(frame.displayWidth, frame.displayHeight);
      const context = canvas.getContext('2d');
      context?.drawImage(frame, 0, 0);
      const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
      // Blue above the street's end, grey in the middle of the road.
      const at = (x: number, y: number) => (y * SCENE.width + x) * 4;
      const sky = at(SCENE.width / 2, 30);
      isSky.push(pixels[sky + 2]! > pixels[sky]! + 40);
      seen.push(pixels.reduce((sum, value, i) => (sum + value * (i % 251)) % 1e9, 0).toString());
      frame.close();
      handle.port.postMessage('taken' satisfies PortAnswer);
    };
    await vi.waitFor(() => expect(new Set(seen).size).toBeGreaterThanOrEqual(3), patience);
    expect(isSky.every(Boolean)).toBe(true);
    source.close();
  });

  it('tells that it ended when its worker fails', async () => {
    const TrueWorker = Worker;
    const broken = class extends TrueWorker {
      constructor() {
        super('data:text/javascript,throw new Error("on purpose")');
      }
    };
    vi.stubGlobal('Worker', broken);
    try {
      const source = openScene();
      const error = await new Promise((resolve) => (source.onEnded = resolve));
      expect(error).toMatchObject({ code: 'internal', message: 'The built-in scene failed.' });
      source.close();
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('a live track as a source', () => {
  const track = () => drawing(64, 48, 'rgb(20 20 220)').captureStream(30).getVideoTracks()[0]!;

  it('gives frames, and says once that it ended', async () => {
    const source = new TrackSource(track(), 'gone');
    const ended = vi.fn();
    source.onEnded = ended;
    const frame = await firstFrame(source);
    expect([frame.displayWidth, frame.displayHeight]).toEqual([64, 48]);
    frame.close();
    source.close();
    expect(ended).not.toHaveBeenCalled();
  });

  it('tells an end that it did not cause', () => {
    const live = track();
    const source = new TrackSource(live, 'gone');
    const ended = vi.fn();
    source.onEnded = ended;
    live.dispatchEvent(new Event('ended'));
    live.dispatchEvent(new Event('ended'));
    expect(ended).toHaveBeenCalledOnce();
    expect(ended.mock.calls[0]![0]).toMatchObject({ code: 'camera-ended', message: 'gone' });
    source.close();
  });
});

describe('a camera', () => {
  const wish = { deviceId: '', label: '', width: 640, height: 480, frameRate: 30 };

  it.each([
    ['NotAllowedError', 'camera-denied'],
    ['NotFoundError', 'camera-missing'],
    ['OverconstrainedError', 'camera-missing'],
    ['NotReadableError', 'camera-busy'],
  ])('turns %s into %s', async (name, code) => {
    const refuse = () => Promise.reject(new DOMException('no', name));
    const spy = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(refuse);
    await expect(openCamera(wish, signal)).rejects.toMatchObject({ code });
    spy.mockRestore();
  });

  it('finds the remembered camera by id, else by name, else takes any', async () => {
    const asked: unknown[] = [];
    const camera = { kind: 'videoinput', deviceId: 'new-id', label: 'Desk cam' } as MediaDeviceInfo;
    const list = vi.spyOn(navigator.mediaDevices, 'enumerateDevices').mockResolvedValue([camera]);
    const get = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation((constraints) => {
      asked.push((constraints?.video as MediaTrackConstraints).deviceId);
      return Promise.resolve(drawing(8, 8, 'red').captureStream());
    });
    for (const [deviceId, label] of [
      ['new-id', ''],
      ['old-id', 'Desk cam'],
      ['old-id', 'Other cam'],
    ] as const) {
      (await openCamera({ ...wish, deviceId, label }, signal)).close();
    }
    expect(asked).toEqual([{ exact: 'new-id' }, { exact: 'new-id' }, undefined]);
    const exact = openCamera({ ...wish, label: 'Other cam', isExact: true }, signal);
    await expect(exact).rejects.toMatchObject({ code: 'camera-missing' });
    list.mockRestore();
    get.mockRestore();
  });
});
