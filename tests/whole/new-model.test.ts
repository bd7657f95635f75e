/** Adding a model touches one folder: shown on a copy of the repository, by the command and by Vite's globs. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createServer, type ViteDevServer } from 'vite';
import type { loadDecoder as LoadDecoder } from '#models/loaders.ts';
import type { loadProgram as LoadProgram } from '#models/programs.ts';
import type { ModelIndex } from '#session/model-catalog.api.ts';
import { tempProject, type TempProject } from '#tests/helpers/temp-project.ts';
import { dotFinder } from './add-dot-finder.ts';

// Each command is a Node process that loads its TypeScript anew.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let project: TempProject;
let vite: ViteDevServer;
beforeAll(async () => {
  project = await tempProject();
  await project.addModel('dot-finder', await dotFinder());
  vite = await createServer({
    root: project.folder,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
});
afterAll(async () => {
  await vite.close();
  await project.remove();
});

/** A module of the copy as Vite gives it to the page. */
const module = async <T>(name: string): Promise<T> => (await vite.ssrLoadModule(`/models/${name}`)) as T;

describe('a folder under models/, and nothing else', () => {
  it('is listed, and becomes files that the page can run', async () => {
    const listed = await project.models(['list']);
    expect(listed.output).toMatch(
      /dot-finder\/dots +detection +MIT +in this repository +0\.0 MB +0 of 2 files/,
    );

    const prepared = await project.models(['prepare', 'dot-finder']);
    expect(prepared).toMatchObject({ code: 0 });
    const index = JSON.parse(
      await readFile(join(project.folder, 'public/models/index.json'), 'utf8'),
    ) as ModelIndex;
    expect(index.files.map(({ file }) => file)).toEqual([
      'dot-finder-dots-32x24-fp32.onnx',
      'dot-finder-dots-32x24-fp16.onnx',
    ]);
    expect(index.files[0]).toMatchObject({
      trained: true,
      outputs: [{ name: 'peaks', shape: [1, 1, 24, 32] }],
    });
  });

  it('has a card', async () => {
    const { code, output } = await project.models(['card', 'dot-finder']);
    expect(code).toBe(0);
    expect(output).toContain('# Dot finder');
    expect(output).toContain('- Parameters: 9');
  });

  it('is in the picker, and workers find its code', async () => {
    const { catalogue } = await module<{ catalogue: { id: string }[] }>('catalogue.ts');
    expect(catalogue.map(({ id }) => id)).toContain('dot-finder');
    const { loadDecoder } = await module<{ loadDecoder: typeof LoadDecoder }>('loaders.ts');
    expect(typeof (await loadDecoder('dot-finder'))).toBe('function');
    const { loadProgram } = await module<{ loadProgram: typeof LoadProgram }>('programs.ts');
    expect(await loadProgram('dot-finder')).toMatchObject({ from: 'parameters' });
  });
});
