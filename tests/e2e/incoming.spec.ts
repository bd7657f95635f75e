/** Pictures and videos that come by the clipboard, by dragging, or from another app: opened as the source, sent nowhere. */
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { complaints, keep } from './page.ts';
import { recordVideo } from './record-video.ts';

interface Incoming {
  name: string;
  type: string;
  base64: string;
}

async function picture(name: string): Promise<Incoming> {
  const image = sharp({ create: { width: 320, height: 200, channels: 3, background: '#48a' } });
  return { name, type: 'image/png', base64: (await image.png().toBuffer()).toString('base64') };
}

/** Fires these events, one after the other, on the element, with the file as the browser hands it over. */
async function bring(page: Page, target: string, events: readonly string[], file: Incoming): Promise<void> {
  await page.locator(target).evaluate(
    (element, { events, file }) => {
      const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], file.name, { type: file.type }));
      const init = { bubbles: true, cancelable: true, composed: true };
      for (const type of events) {
        const event =
          type === 'paste'
            ? new ClipboardEvent(type, { ...init, clipboardData: data })
            : new DragEvent(type, { ...init, dataTransfer: data });
        element.dispatchEvent(event);
        if (!event.defaultPrevented) throw new Error(`the browser would do its own with this ${type}`);
      }
    },
    { events, file },
  );
}

const chip = (page: Page) => page.locator('vt-stage .chip').first();
const drop = ['dragover', 'drop'];

test('a picture is pasted and a video is dropped anywhere on the first page', async ({ page }) => {
  const video = {
    name: 'film.webm',
    type: 'video/webm',
    base64: (await recordVideo(page)).toString('base64'),
  };
  const said = complaints(page);
  await page.goto('/?task=detection&engine=ort-wasm');
  await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
  await bring(page, 'body', ['paste'], await picture('pasted.png'));
  await expect(chip(page)).toContainText('pasted.png · 320 × 200');
  await bring(page, 'vt-masthead', ['dragover'], video);
  await expect(page.getByText('Drop a picture, a video or a model')).toBeVisible();
  await keep(page, 'dragged-over');
  await bring(page, 'vt-masthead', drop, video);
  await expect(chip(page)).toContainText('film.webm · 320 × 240');
  await bring(page, 'vt-stage .picture', drop, await picture('on-the-stage.png'));
  await expect(chip(page)).toContainText('on-the-stage.png · 320 × 200');
  expect(said).toEqual([]);
});

test('what is no picture is refused in a plain sentence, and text goes into a field as text', async ({
  page,
}) => {
  await page.goto('/?source=scene&task=detection&engine=ort-wasm');
  await expect(chip(page)).toContainText('Live');
  await bring(page, 'body', ['paste'], { name: 'letter.txt', type: 'text/plain', base64: 'aGVsbG8=' });
  await expect(page.getByRole('alert')).toContainText('This file cannot be read');
  const isLeft = await page.evaluate(() => {
    const field = document.body.appendChild(document.createElement('input'));
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'cells.png', { type: 'image/png' }));
    data.setData('text/plain', 'cells');
    const init = { bubbles: true, cancelable: true, composed: true, clipboardData: data };
    return field.dispatchEvent(new ClipboardEvent('paste', init));
  });
  expect(isLeft).toBe(true);
  await expect(chip(page)).toContainText('Live');
});

test('both sides of a comparison, and several sources, take what is brought', async ({ page }) => {
  await page.goto('/compare?task=detection&a.engine=ort-wasm&b.engine=ort-wasm');
  await expect(page.getByRole('heading', { name: 'Compare' })).toBeVisible();
  await bring(page, 'body', ['paste'], await picture('both.png'));
  await expect(page.locator('vt-meter').first()).toContainText(/warm|first run/);
  await page.goto('/several');
  await expect(page.getByRole('button', { name: 'Add this source' })).toBeVisible();
  await bring(page, 'body', drop, await picture('pane.png'));
  await expect(page.getByRole('heading', { name: 'pane.png' })).toBeVisible();
  await bring(page, 'vt-pane vt-stage .picture', drop, await picture('second.png'));
  await expect(page.getByRole('heading', { name: 'second.png' })).toBeVisible();
});

test.describe('another app', () => {
  // The policy forbids forms; other apps are not bound by it.
  test.use({ serviceWorkers: 'allow', bypassCSP: true });

  /** What the system does with a shared file: a form sent to the manifest's address. */
  async function share(page: Page, file?: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const { action, method, enctype, params } = await page.evaluate(async () => {
      const manifest = (await (await fetch('/manifest.webmanifest')).json()) as {
        share_target: {
          action: string;
          method: string;
          enctype: string;
          params: { files: { name: string }[] };
        };
      };
      return manifest.share_target;
    });
    await page.evaluate(
      ([action, method, enctype, name]) => {
        const form = document.body.appendChild(document.createElement('form'));
        Object.assign(form, { action, method, enctype, id: 'shared' });
        form.append(Object.assign(document.createElement('input'), { type: 'file', name, id: 'file' }));
      },
      [action, method, enctype, params.files[0]!.name] as const,
    );
    if (file) await page.locator('#file').setInputFiles(file);
    await page.evaluate(() => document.querySelector<HTMLFormElement>('#shared')!.submit());
  }

  test('shares a picture, which no server ever sees; sharing nothing is said', async ({ page }) => {
    test.setTimeout(240_000);
    await page.goto('/');
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/sw.js');
      await navigator.serviceWorker.ready;
    });
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const sent: string[] = [];
    page.context().on('request', (request) => {
      if (request.method() !== 'GET' && request.serviceWorker()) sent.push(request.url());
    });
    const { name, type, base64 } = await picture('Straße 1.png');
    await share(page, { name, mimeType: type, buffer: Buffer.from(base64, 'base64') });
    await expect(chip(page)).toContainText('Straße 1.png · 320 × 200');
    await expect(page).not.toHaveURL(/shared/);
    expect(sent).toEqual([]);
    expect(await page.evaluate(() => caches.has('vitrine-shared'))).toBe(false);
    await share(page);
    await expect(page.getByRole('alert')).toContainText('This file cannot be read');
    await expect(page).not.toHaveURL(/shared/);
  });
});
