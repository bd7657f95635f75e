/**
 * A machine with nothing but the npm registry: all four tasks run on trained weights. `npm run bar:embedded` runs this on
 * a clean copy behind `npm start` without any other network (VITRINE_E2E_URL); elsewhere the server's list is cut down to
 * what such a machine has.
 */
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { ModelIndex } from '#session/model-catalog.api.ts';
import { allSubjects, isEmbedded, subjectName } from '#models/prepare/families.ts';
import { complaints, keep, meter, modelRuns, readout } from './page.ts';

const isClean = process.env['VITRINE_E2E_URL'] !== undefined;
const subjects = await allSubjects();
const embedded = new Set(subjects.filter(isEmbedded).map(subjectName));

test.beforeEach(async ({ page, request }) => {
  const index = (await (await request.get('/models/index.json')).json()) as ModelIndex;
  const files = index.files.filter(({ model, variant }) => embedded.has(`${model}/${variant}`));
  if (isClean) expect(index.files).toEqual(files);
  else await page.route('**/models/index.json', (route) => route.fulfill({ json: { ...index, files } }));
});

/** The weights files that the page asked for, by `model/variant`. */
function modelsLoaded(page: Page): () => string[] {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const fileOf = (path: string) => /\/models\/(.+)-\d+x\d+-fp\d+\.onnx$/.exec(path)?.[1];
  return () =>
    subjects.map(subjectName).filter((name) => asked.some((path) => fileOf(path) === name.replace('/', '-')));
}

const tasks = [
  ['segmentation', /\d+ %|classes|road|sky/i],
  ['matting', /The person covers \S+ % of the picture/],
  ['detection', /\d+ × (car|person)/],
  ['counting', /About [\d,]+ (people|person)|Nobody/],
] as const;

for (const [task, found] of tasks) {
  test(`${task} runs on trained weights that are embedded`, async ({ page }) => {
    const said = complaints(page);
    const loaded = modelsLoaded(page);
    await page.goto(`/?source=scene&task=${task}`);
    await modelRuns(page);
    await expect(readout(page)).toHaveText(found);
    await expect(meter(page)).not.toContainText('untrained');
    const chosen = page.locator('vt-model-picker li.chosen');
    await expect(chosen).toHaveCount(1);
    expect(loaded()).not.toEqual([]);
    expect(loaded().filter((name) => !embedded.has(name))).toEqual([]);
    await keep(page, `embedded-${task}`);
    expect(said).toEqual([]);
    console.log(`${task}: ${loaded().join(', ')}; ${(await readout(page).textContent())?.trim()}`);
  });
}

/** The entry of a model of which nothing is embedded, and weights can be fetched where there is a network. */
async function absentModel(page: Page): Promise<Locator> {
  const absent = subjects.find(
    ({ manifest: { id, task }, variant }) =>
      task === 'segmentation' &&
      variant.source.from === 'url' &&
      !subjects.some((each) => each.manifest.id === id && isEmbedded(each)),
  );
  if (!absent) throw new Error('every segmentation model is embedded');
  await page.goto('/?source=scene&task=segmentation');
  return page.locator('vt-model-picker li', { hasText: absent.manifest.summary });
}

test('a model that is not here says so, and what fetching it costs', async ({ page }) => {
  const entry = await absentModel(page);
  await expect(entry).toContainText('not here');
  await expect(entry.getByRole('button', { name: /Fetch [\d.]+ MB, licence/ })).toBeVisible();
});

test('without a network, fetching it ends with the reason', async ({ page }) => {
  test.skip(!isClean, 'needs a server without a network: npm run bar:embedded');
  const entry = await absentModel(page);
  await entry.getByRole('button', { name: /Fetch/ }).click();
  const notice = entry.getByRole('alert');
  await expect(notice).toContainText('The model could not be fetched');
  await expect(notice).toContainText(/\S+\.\S+ cannot be reached/);
  await expect(entry.getByRole('button', { name: /Fetch/ })).toBeVisible();
  await keep(page, 'embedded-not-here');
});
