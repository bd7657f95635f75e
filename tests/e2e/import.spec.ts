/** Models of one's own: dropped on the page, built or described in the dialog, running live, kept and deleted. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { exportModel } from '#export/export-model.ts';
import { manifest } from '#models/cgnet/manifest.ts';
import { program } from '#models/cgnet/network.ts';
import { shared } from '#tests/helpers/shared-data.ts';
import { complaints, keep, modelRuns, readout, violations } from './page.ts';

/** As their authors publish them, by SHA-256 (../shared/mirror/INDEX.tsv). */
const CGNET = shared('mirror/3676a50e6587379426bf04924b0a2d98f332d3468adb990a40e0446e4f32a63e');
const PRISMA = shared('mirror/aeef118740b74a908886f247457c9866b5c002769eda4bb901f049dc7821b1c0');
const MCNN = shared('mirror/7005d590b8753bcc4d5ebe41a6d9bd59be37b6345ccaed3218b8154babc5fe5e');

const live = '/?source=scene&task=detection&engine=ort-wasm';

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'A model of your own' });

/** The select whose label begins so; the label's own text holds its options, too. */
const choice = (page: Page, label: string): Locator =>
  dialog(page)
    .locator('label', { hasText: new RegExp(`^\\s*${label}`) })
    .first()
    .locator('select');

/** Drops a file of this content on the stage, as the desktop does. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], fileName));
      return transfer;
    },
    [name, content.toString('base64')] as const,
  );
  await page.dispatchEvent('vt-stage .picture', 'drop', { dataTransfer: data });
}

const dropFile = (page: Page, path: string, name: string) => drop(page, name, readFileSync(path));

/** The live picture still moves. */
async function pictureGoesOn(page: Page): Promise<void> {
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
  const picture = () => page.locator('vt-stage .canvas canvas').screenshot();
  const before = await picture();
  await expect.poll(async () => (await picture()).equals(before)).toBe(false);
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

/** The SHA-256 of the one model that the browser keeps, as its record has it. */
const keptHash = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('user-models');
    for await (const handle of folder.values()) {
      if (handle.kind !== 'directory') continue;
      const bytes = await (await handle.getFileHandle('model.onnx')).getFile();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()));
      return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    }
    return 'nothing is kept';
  });

async function hashFromNode(size: { width: number; height: number }): Promise<string> {
  const files = new Map([['model_800.pth', new Uint8Array(readFileSync(CGNET!))]]);
  const [{ config }] = manifest.variants;
  const made = await exportModel({ program, files, format: 'pytorch', size, precision: 'fp32', config });
  return createHash('sha256').update(made.bytes).digest('hex');
}

test.describe('a checkpoint', () => {
  test.skip(CGNET === undefined, 'needs ../shared/mirror');

  test('is known by its keys, runs live, survives a reload and can be deleted', async ({ page }) => {
    const said = complaints(page);
    await page.goto(live);
    await modelRuns(page);
    await dropFile(page, CGNET!, 'model_800.pth');
    await expect(dialog(page)).toContainText('parameters fit');
    await expect(choice(page, 'Architecture')).toHaveValue(/CGNet.*100 %/);
    await keep(page, 'import-checkpoint');
    await expectAccessible(page);
    await dialog(page).getByLabel('Input width').fill('322');
    await dialog(page).getByRole('button', { name: 'Build and run' }).click();
    await expect(dialog(page).getByRole('alert')).toContainText('multiples of 8');
    await dialog(page).getByLabel('Input width').fill('320');
    await dialog(page).getByLabel('Input height').fill('240');
    await dialog(page).getByLabel('Name', { exact: true }).fill('My street');
    await dialog(page).getByRole('button', { name: 'Build and run' }).click();
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Segment' })).toHaveAttribute('aria-pressed', 'true');
    await modelRuns(page);
    await expect(readout(page)).toContainText('%');
    const own = page.getByRole('group', { name: /Your models/ });
    await expect(own).toContainText('My street');
    await keep(page, 'import-runs');
    // The same bytes that Node's exporter makes of the same file.
    expect(await keptHash(page)).toBe(await hashFromNode({ width: 320, height: 240 }));
    await page.reload();
    await modelRuns(page);
    await expect(own.getByRole('radio', { name: /My street/ })).toBeChecked();
    await expectAccessible(page);
    await own.getByRole('button', { name: 'Delete My street' }).click();
    await expect(own).toContainText('My street');
    await own.getByRole('button', { name: 'Delete for good My street' }).click();
    await expect(own).not.toContainText('My street');
    await page.reload();
    await expect(page.getByRole('button', { name: 'Bring a model' })).toBeVisible();
    await expect(own).not.toContainText('My street');
    expect(said).toEqual([]);
  });

  test('can be cancelled, and nothing of it is left', async ({ page }) => {
    await page.goto(live);
    await dropFile(page, CGNET!, 'model_800.pth');
    await dialog(page).getByRole('button', { name: 'Build and run' }).click();
    await dialog(page).getByRole('button', { name: 'Close' }).click();
    await expect(dialog(page)).toHaveCount(0);
    const kept = await page.evaluate(async () => {
      const names: string[] = [];
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('user-models', { create: true });
      for await (const name of folder.keys()) names.push(name);
      return names;
    });
    expect(kept).toEqual([]);
  });
});

test('an ONNX file of unknown origin is described, runs live and is usable at the width of a phone', async ({
  page,
}) => {
  test.skip(PRISMA === undefined, 'needs ../shared/mirror');
  const said = complaints(page);
  await page.goto(live);
  await dropFile(page, PRISMA!, 'prisma_nchw.onnx');
  await expect(dialog(page)).toContainText('What goes in');
  await keep(page, 'import-onnx');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await keep(page, 'import-onnx-phone');
  const overflowPx = await dialog(page).evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(overflowPx).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(choice(page, 'It is')).toHaveValue(/matte/);
  await dialog(page).getByRole('button', { name: 'Build and run' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await modelRuns(page);
  await expect(readout(page)).toContainText('The person covers');
  await keep(page, 'import-onnx-runs');
  expect(said).toEqual([]);
});

test('a file that is no model is a plain sentence, and the picture goes on', async ({ page }) => {
  await page.goto(live);
  await modelRuns(page);
  await drop(page, 'weights.pth', Buffer.from('no checkpoint at all, but a sentence'));
  await expect(dialog(page).getByRole('alert')).toContainText(/./);
  await keep(page, 'import-garbage');
  await pictureGoesOn(page);
  // A zip that promises a pickle and holds none.
  await dialog(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'broken.pt', mimeType: '', buffer: Buffer.from('PK\u0003\u0004broken') });
  await expect(dialog(page).getByRole('alert')).toContainText(/./);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await pictureGoesOn(page);
});

test('an HDF5 checkpoint is read under the page’s strict policy', async ({ page }) => {
  test.skip(MCNN === undefined, 'needs ../shared/mirror');
  await page.goto(live);
  await dropFile(page, MCNN!, 'mcnn_shtechA_660.h5');
  await expect(dialog(page)).toContainText('parameters fit');
});
