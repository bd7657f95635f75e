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

/** Fires these events, one after the other, on the element, with the files as the browser hands them over. */
async function bring(
  page: Page,
  target: string,
  events: readonly string[],
  ...files: Incoming[]
): Promise<void> {
  await page.locator(target).evaluate(
    (element, { events, files }) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        // A link or a text comes without a file.
        if (name === '') data.setData(type, new TextDecoder().decode(bytes));
        else data.items.add(new File([bytes], name, { type }));
      }
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
    { events, files },
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
  await expect(page.getByRole('alert')).toContainText('neither a picture nor a video');
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

const base64 = (text: string) => Buffer.from(text).toString('base64');
const refused: [what: string, item: Incoming, says: string][] = [
  [
    'a document',
    { name: 'letter.pdf', type: 'application/pdf', base64: base64('%PDF') },
    'neither a picture',
  ],
  ['a folder', { name: 'holidays', type: '', base64: '' }, 'a folder'],
  ['a link', { name: '', type: 'text/uri-list', base64: base64('https://example.org/cat.png') }, 'a link'],
  ['nothing in it', { name: 'empty.png', type: 'image/png', base64: '' }, 'cannot be read'],
  ['a damaged picture', { name: 'torn.jpg', type: 'image/jpeg', base64: base64('torn') }, 'cannot be read'],
  ['a damaged video', { name: 'torn.mp4', type: 'video/mp4', base64: base64('torn') }, 'cannot be read'],
];
for (const path of ['/?task=detection', '/compare?task=detection', '/several'])
  test(`what cannot be shown is refused in plain words, and where it was dropped is said: ${path}`, async ({
    page,
  }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Vitrine' })).toBeVisible();
    await expect(page.locator('vt-stage, vt-panes form').first()).toBeVisible();
    await bring(page, 'body', ['dragover'], await picture('dragged.png'));
    await expect(page.getByText(/^Drop (a picture|pictures)/)).toBeVisible();
    await expect(page.getByText(/^Drop (a picture|pictures)/)).toBeHidden();
    for (const [what, item, says] of refused)
      await test.step(what, async () => {
        await bring(page, 'body', ['dragover', 'drop'], item);
        await expect(page.getByRole('alert').last()).toContainText(says);
        await expect(page.getByRole('alert').last()).toBeInViewport();
      });
    await expect(page).toHaveURL(new RegExp(path.replace(/[?].*/, '')));
  });

for (const [path, says] of [
  ['/bench', 'Drop reports or a plan (JSON)'],
  ['/evaluate', 'Drop a labelled folder'],
  ['/kiosk/edit', 'Drop a configuration (JSON)'],
] as const)
  test(`a file over ${path} is told what can be dropped, and never opened instead of the page`, async ({
    page,
  }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    const file = { name: 'x.json', type: 'application/json', base64: base64('{}') };
    await bring(page, 'body', ['dragover'], file);
    await expect(page.getByText(says)).toBeVisible();
    // `bring` fails where the browser would do its own.
    await bring(page, 'body', drop, file);
    await expect(page.getByText(says)).toBeHidden();
  });

test('of several files at once the first page and a comparison show one, and say so', async ({ page }) => {
  for (const path of ['/?task=detection', '/compare?task=detection']) {
    await page.goto(path);
    await expect(page.locator('vt-stage').first()).toBeVisible();
    await bring(page, 'body', drop, await picture('first.png'), await picture('second.png'));
    await expect(page.getByRole('alert')).toContainText('Only the first file was opened');
  }
});

test('seven files fill six places, and a person says whose place the last one takes', async ({ page }) => {
  await page.goto('/several?fps=1');
  await expect(page.getByRole('button', { name: 'Add this source' })).toBeVisible();
  const files = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => picture(`picture ${n}.png`)));
  await bring(page, 'body', drop, ...files);
  await expect(page.locator('vt-pane')).toHaveCount(6);
  const ask = page.getByRole('alert');
  await expect(ask).toContainText('All 6 places are taken. Which source gives way to "picture 7.png"?');
  await expect(ask).toBeInViewport();
  await keep(page, 'several-full');
  await ask.getByRole('button', { name: '2 · picture 2.png' }).click();
  await expect(page.locator('vt-pane').nth(1)).toContainText('picture 7.png');
  await expect(ask).toHaveCount(0);
  await bring(page, 'body', drop, await picture('picture 8.png'), await picture('picture 9.png'));
  await expect(ask).toContainText('picture 8.png');
  // Closing one makes room for the one that waits, and for it alone.
  await page.getByRole('button', { name: 'Close picture 1.png' }).click();
  await expect(page.locator('vt-pane').last()).toContainText('picture 8.png');
  await expect(ask).toContainText('picture 9.png');
  await ask.getByRole('button', { name: 'None, leave it' }).click();
  await expect(ask).toHaveCount(0);
  await expect(page.locator('vt-pane')).toHaveCount(6);
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
    await expect(page.getByRole('alert')).toContainText('neither a picture nor a video');
    await expect(page).not.toHaveURL(/shared/);
  });
});
