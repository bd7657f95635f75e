/** What a prepare command leaves behind when it is stopped, and what those who listen to it may rely on. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelIndex } from '#session/model-catalog.api.ts';
import { serveFile, withRanges, type Answer, type FileServer } from '#tests/helpers/file-server.ts';
import { finished, tempProject, type TempProject } from '#tests/helpers/temp-project.ts';
import { dotFinder, pin, weights } from './add-dot-finder.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const HALF = Math.floor(weights.length / 2);

let project: TempProject;
let mirror: FileServer | undefined;
const output = () => join(project.folder, 'public/models');
const mirrored = async (answer: Answer) => {
  mirror = await serveFile(answer);
  return { VITRINE_MIRROR: new URL('.', mirror.url).href };
};

beforeEach(async () => {
  project = await tempProject();
  await project.addModel('dot-finder', await dotFinder('https://weights.invalid/bump.pth'));
});
afterEach(async () => {
  await mirror?.close();
  await project.remove();
});

describe('a prepare command', () => {
  it('leaves no half file when it is stopped, and goes on from there', async () => {
    const halfWay: Answer = (_, response) => {
      response.writeHead(200, { 'Content-Length': weights.length });
      response.write(weights.subarray(0, HALF));
    };
    const child = project.start(['prepare', 'dot-finder'], await mirrored(halfWay));
    // It says so with the first bytes.
    child.stdout.once('data', () => child.kill('SIGINT'));
    expect(await finished(child)).toMatchObject({
      code: 130,
      output: expect.stringContaining('Stopped') as string,
    });
    expect((await readdir(output())).sort()).toEqual(['index.json', 'probe.onnx']);
    const downloads = join(project.folder, 'cache/downloads');
    expect(await readdir(downloads)).toEqual([`${pin.sha256}.part`]);
    expect((await stat(join(downloads, `${pin.sha256}.part`))).size).toBe(HALF);
    await mirror!.close();

    const again = await project.models(['prepare', 'dot-finder'], await mirrored(withRanges(weights)));
    expect(again).toMatchObject({ code: 0 });
    expect(mirror!.requests).toEqual([`GET /${pin.sha256} bytes=${HALF}-`]);
    expect((await readdir(output())).filter((file) => file.startsWith('dot-finder'))).toHaveLength(2);
  });

  it('says done only when the index lists the model', async () => {
    const child = project.start(['prepare', '--lines', 'dot-finder'], await mirrored(withRanges(weights)));
    const listed = new Promise<number>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        if (!chunk.includes('"done":true')) return;
        readFile(join(output(), 'index.json'), 'utf8')
          .then((text) => resolve((JSON.parse(text) as ModelIndex).files.length))
          .catch(reject);
      });
    });
    expect(await finished(child)).toMatchObject({ code: 0 });
    expect(await listed).toBe(2);
  });

  it('asks nothing of the network when it is told so', async () => {
    const env = await mirrored(withRanges(weights));
    const { code, output: said } = await project.models(['prepare', 'dot-finder', '--offline'], env);
    expect(code).toBe(1);
    expect(said).toContain('--offline forbids asking weights.invalid');
    expect(mirror!.requests).toEqual([]);
  });
});
