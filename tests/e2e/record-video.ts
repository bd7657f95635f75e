/** A film for tests, recorded by the browser itself, so that its codecs are those that it plays. */
import type { Page } from '@playwright/test';

/** About two seconds of a square that wanders over a grey picture, as WebM. */
export async function recordVideo(page: Page): Promise<Buffer> {
  await page.goto('/');
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 320, height: 240 });
    const context = canvas.getContext('2d')!;
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const isOver = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    for (let i = 0; i < 40; i++) {
      // Opaque: what is cleared would be as black as what is not painted.
      context.fillStyle = '#777';
      context.fillRect(0, 0, 320, 240);
      context.fillStyle = '#fff';
      context.fillRect(i * 6, 80, 60, 60);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    recorder.stop();
    await isOver;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}
