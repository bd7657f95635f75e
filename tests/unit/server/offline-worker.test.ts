import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { listBuild } from '#server/offline-worker.ts';

async function builtFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-build-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const part of ['assets', 'models', 'kiosk']) await mkdir(join(folder, part));
  await writeFile(join(folder, 'index.html'), '<p>');
  await writeFile(join(folder, 'kiosk/index.html'), '<p>');
  await writeFile(join(folder, 'kiosk/demo.json'), '{}');
  await writeFile(join(folder, 'models/a.onnx'), 'model');
  await writeFile(join(folder, 'assets/a-1.js'), 'code');
  await writeFile(join(folder, 'sw.js'), 'worker();');
  return folder;
}

it('lists what the bundler wrote, with the hashes that browsers check', async () => {
  const { files } = await listBuild(await builtFolder());
  expect(files.map(({ url }) => url)).toEqual(['/assets/a-1.js', '/index.html', '/kiosk/index.html']);
  const hash = createHash('sha256').update('code').digest('base64');
  expect(files[0]).toEqual({ url: '/assets/a-1.js', revision: null, integrity: `sha256-${hash}` });
  expect(files[1]?.revision).not.toBeNull();
});

it('puts the list before the worker, once, with an id that follows the files', async () => {
  const folder = await builtFolder();
  const before = await listBuild(folder);
  expect(await listBuild(folder)).toEqual(before);
  await writeFile(join(folder, 'index.html'), '<p>changed');
  const after = await listBuild(folder);
  expect(after.id).not.toBe(before.id);
  const worker = await readFile(join(folder, 'sw.js'), 'utf8');
  expect(worker.match(/vitrineBuild/g)).toHaveLength(1);
  expect(worker).toContain(`"id":"${after.id}"`);
  expect(worker).toMatch(/\nworker\(\);$/);
});
