/**
 * The package's types: a declaration for each source file that a stranger's compiler comes to, below types/. They find
 * each other by relative paths that end in `.js`, which every way of resolving modules knows; our aliases are our own.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SPECIFIER = /(\bfrom |\bimport\(|\bimport )(['"])([^'"]+)\2/g;

/** Resolves with the packages that the types refer to. `entries` and `imports` are as seen from `root`. */
export async function writeTypes(
  { root, entries, imports }: { root: string; entries: readonly string[]; imports: Record<string, string> },
  outDir: string,
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-types-'));
  try {
    await declare(root, entries, folder);
    const packages = new Set<string>();
    const waiting = entries.map((entry) => entry.replace(/\.ts$/, '.d.ts'));
    const seen = new Set(waiting);
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const from = path;
      const source = await readFile(join(folder, path), 'utf8');
      const written = source.replace(SPECIFIER, (whole, before: string, quote: string, specifier: string) => {
        // An example in a comment.
        if (specifier.startsWith('vitrine/')) return whole;
        const target = placeOf(specifier, dirname(from), imports);
        if (target === undefined) {
          // What Lit's types are called inside is Lit's affair: strict installers do not let others see it.
          const name = specifier === 'lit-html' ? 'lit' : specifier;
          packages.add(name);
          return `${before}${quote}${name}${quote}`;
        }
        const declaration = target.replace(/\.ts$/, '.d.ts');
        if (!seen.has(declaration)) waiting.push(declaration);
        seen.add(declaration);
        const way = relative(dirname(from), target.replace(/\.ts$/, '.js')).replaceAll('\\', '/');
        return `${before}${quote}${way.startsWith('.') ? way : `./${way}`}${quote}`;
      });
      const place = join(outDir, path);
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, written);
    }
    return [...packages];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of the source file, from the repository's root; undefined for packages. */
function placeOf(specifier: string, folder: string, imports: Record<string, string>): string | undefined {
  if (specifier.startsWith('.')) return join(folder, specifier);
  const [alias, rest] = specifier.split(/\/(.*)/s);
  const place = imports[`${alias}/*`];
  return place && rest ? join(place.replace('*', rest)) : undefined;
}

async function declare(root: string, entries: readonly string[], outDir: string): Promise<void> {
  // Below this repository's node_modules, so that types are found.
  const config = join(root, 'node_modules/.cache/vitrine-elements.tsconfig.json');
  const files = [...entries, 'workers/ambient.d.ts'].map((path) => join(root, path));
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir,
    skipLibCheck: true,
    removeComments: false,
  };
  await mkdir(dirname(config), { recursive: true });
  await writeFile(
    config,
    JSON.stringify({ extends: join(root, 'tsconfig.page.json'), compilerOptions, include: [], files }),
  );
  await run('npx', ['tsc', '-p', config], { cwd: root });
}
