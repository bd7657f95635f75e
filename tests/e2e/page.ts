/** What all end-to-end tests do with the page. Everything is read as a person reads it: text, labels, pictures. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import axeCore from 'axe-core';
import { expect, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import { baseFlags, chromiumPath, fakeCameraFlags } from '#tests/helpers/chromium.ts';
import { cameraClip } from '#tests/helpers/camera-clip.ts';
import { shared } from '#tests/helpers/shared-data.ts';

const artefacts = resolve(import.meta.dirname, '../artefacts/e2e');

/** How to launch a browser whose camera plays `clip`; without it where the shared data is not there. */
export async function withClip(clip: string) {
  const path = shared(`data/clips/${clip}-640x480.mjpeg`);
  const args = path === undefined ? baseFlags : [...baseFlags, ...fakeCameraFlags(await cameraClip(path))];
  return { isThere: path !== undefined, launchOptions: { executablePath: chromiumPath(), args } };
}

/** The sentence below the picture that says what was found. */
export function readout(page: Page): Locator {
  return page.locator('vt-stage .readout');
}

export function meter(page: Page): Locator {
  return page.getByRole('group', { name: 'Meter' });
}

/** Everything wrong that the page says on its console; a blocked style or script is among it. */
export function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on('pageerror', (error) => said.push(error.message));
  page.on('console', (message) => {
    // What could not be loaded stands in the place only.
    if (message.type() === 'error') said.push(`${message.text()} (${message.location().url})`);
  });
  return said;
}

/** Opens the camera as a person does: by the button of the first page. */
export async function openCamera(page: Page, query: string): Promise<void> {
  await page.goto(`/${query}`);
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
}

/** Resolves when a model runs and its figures are warm enough to be read. */
export async function modelRuns(page: Page): Promise<void> {
  await expect(meter(page)).toContainText('first run');
  await expect(readout(page)).not.toBeEmpty();
}

/** What axe finds wrong, with the elements. A page within the page has a test of its own where `iframes` is false. */
export async function violations(page: Page, { iframes = true } = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(async (within) => {
    const { axe } = window as unknown as { axe: typeof axeCore };
    const { violations } = await axe.run(document, { iframes: within, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' / ')}`);
  }, iframes);
}

/** Keeps a picture of the whole page under tests/artefacts. */
export async function keep(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true });
  await page.screenshot({ path: join(artefacts, `${name}.png`) });
}

/** The canvas as grey values in 0..255, scaled to a small grid of `width` × `height`. */
export async function canvasGrid(page: Page, width: number, height: number): Promise<number[][]> {
  const png = await page.locator('vt-stage canvas').screenshot();
  const { data, info } = await sharp(png)
    .greyscale()
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => data[(y * width + x) * info.channels] ?? 0),
  );
}

/** The per cent that the readout gives for a class; 0 where it does not name it. */
export async function share(page: Page, name: string): Promise<number> {
  const row = page.locator('vt-legend li', { hasText: name }).first();
  const text = await row.locator('.figure').textContent();
  return /^\d+ %$/.test(text ?? '') ? Number.parseInt(text ?? '0', 10) : 0;
}
