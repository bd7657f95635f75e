/** LICENCES.txt: the packages whose code is inside, with the licences that ask to be handed on. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PACKAGE = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;

export async function writeLicences(root: string, sources: Iterable<string>, outDir: string): Promise<void> {
  const names = new Set([...sources].flatMap((path) => PACKAGE.exec(path)?.[1] ?? []));
  const texts = await Promise.all([...names].sort().map((name) => licenceOf(root, name)));
  await writeFile(join(outDir, 'LICENCES.txt'), texts.join('\n\n'));
}

async function licenceOf(root: string, name: string): Promise<string> {
  const folder = join(root, 'node_modules', name);
  const { version, license, homepage } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
    homepage?: string;
  };
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|thirdparty)/i.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return [`== ${name} ${version}: ${license ?? 'no licence named'} ${homepage ?? ''}`, ...texts].join('\n');
}
