/**
 * `npm run build:elements`: the package `vitrine` in build/elements: ES modules with their workers and runtimes, types,
 * the style's tokens, and a custom-elements manifest. Nothing of it is published from here.
 */
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { catalogueAtBuild } from '../../../models/catalogue-at-build.ts';
import { writeLicences } from './write-licences.ts';
import { writeManifest } from './write-manifest.ts';
import { writeTypes } from './write-types.ts';

const root = resolve(import.meta.dirname, '../../..');
const SOURCES = 'src/ui/elements';

interface PackageFile {
  version: string;
  license: string;
  imports: Record<string, string>;
  dependencies: Record<string, string>;
}

export async function buildElements(outDir = join(root, 'build/elements')): Promise<string> {
  const entries = (await readdir(join(root, SOURCES))).filter((name) => name.endsWith('.ts')).sort();
  const names = entries.map((entry) => basename(entry, '.ts'));
  const packed = await bundle(names, outDir);
  const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as PackageFile;
  const sources = { root, entries: entries.map((entry) => join(SOURCES, entry)), imports: own.imports };
  const tags = names.filter((name) => name.startsWith('vt-'));
  const [types] = await Promise.all([
    writeTypes(sources, join(outDir, 'types')),
    writeManifest(root, tags, outDir),
    writeLicences(root, packed, outDir),
    copyFile(join(root, 'src/ui/tokens.css'), join(outDir, 'tokens.css')),
    copyFile(join(root, 'src/ui/pages/docs/chapters/05-elements.md'), join(outDir, 'README.md')),
    copyFile(join(root, 'LICENSE'), join(outDir, 'LICENSE')),
  ]);
  await writePackage(own, types, outDir);
  return outDir;
}

/** Resolves with the sources that went in. */
async function bundle(names: readonly string[], outDir: string): Promise<Set<string>> {
  const packed = new Set<string>();
  const note: Plugin = {
    name: 'vitrine-packed',
    moduleParsed: ({ id }) => void packed.add(id),
  };
  await build({
    root,
    configFile: false,
    // Beside each other, wherever the package lies.
    base: './',
    publicDir: false,
    logLevel: 'error',
    plugins: [catalogueAtBuild(root), note, plainPlaces()],
    worker: { format: 'es', plugins: () => [note] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, join(root, SOURCES, `${name}.ts`)])),
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
  });
  return packed;
}

/**
 * Vite writes a worker's place as an address made of an address. Bundlers of others know `new URL('…', import.meta.url)`
 * only, and take the worker and what belongs to it along.
 */
function plainPlaces(): Plugin {
  const twice =
    /new URL\(new URL\((["'`][^"'`]+["'`]),\s*import\.meta\.url\)\.href,\s*(?:``|''|"")\s*\+\s*import\.meta\.url\)/g;
  return {
    name: 'vitrine-plain-places',
    enforce: 'post',
    generateBundle: (_options, files) => {
      for (const file of Object.values(files)) {
        if (file.type === 'chunk') file.code = file.code.replace(twice, 'new URL($1, import.meta.url)');
      }
    },
  };
}

async function writePackage(own: PackageFile, types: readonly string[], outDir: string): Promise<void> {
  const entry = (name: string) => ({
    types: `./types/${SOURCES}/${name}.d.ts`,
    browser: `./${name}.js`,
    node: './without-browser.js',
    default: `./${name}.js`,
  });
  const description = {
    name: 'vitrine',
    version: own.version,
    description: 'Custom elements that show vision models running on live pictures, with honest meters.',
    license: own.license,
    type: 'module',
    exports: {
      './elements': entry('elements'),
      './elements/*': entry('*'),
      './tokens.css': './tokens.css',
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    customElements: 'custom-elements.json',
    // Importing defines elements.
    sideEffects: true,
    // What runs is inside; these are what the types speak of.
    dependencies: Object.fromEntries(types.map((name) => [name, own.dependencies[name] ?? '*'])),
  };
  await writeFile(join(outDir, 'package.json'), `${JSON.stringify(description, undefined, 2)}\n`);
}

if (process.argv[1] && import.meta.filename === resolve(process.argv[1])) {
  console.log(`wrote ${await buildElements()}`);
}
