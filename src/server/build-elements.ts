/**
 * `npm run build:elements`: the package `vitrine/elements` in dist/elements: ES modules with their workers and runtimes,
 * types, the style's tokens, and a custom-elements manifest. Nothing of it is published from here.
 */
import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { catalogueAtBuild } from '../../models/catalogue-at-build.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

export async function buildElements(outDir = join(root, 'dist/elements')): Promise<string> {
  await build({
    root,
    configFile: false,
    // Beside each other, wherever the package lies.
    base: './',
    publicDir: false,
    logLevel: 'error',
    plugins: [catalogueAtBuild(root)],
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        input: { elements: join(root, 'src/ui/elements/elements.ts') },
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
  });
  await Promise.all([
    copyFile(join(root, 'src/ui/tokens.css'), join(outDir, 'tokens.css')),
    copyFile(join(root, 'LICENSE'), join(outDir, 'LICENSE')),
    writeManifest(outDir),
    writeTypes(outDir),
  ]);
  await writePackage(outDir);
  return outDir;
}

/** The analyzer takes its folder as seen from where it runs, and would write the folder into our own package.json. */
async function writeManifest(outDir: string): Promise<void> {
  const command = join(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
  const config = 'node_modules/.cache/vitrine-elements.analyzer.mjs';
  await writeFile(join(root, config), 'export default { packagejson: false };\n');
  const globs = ['src/ui/components/**/*.ts', 'src/ui/events/*.ts'].flatMap((glob) => ['--globs', glob]);
  const target = ['--config', config, '--outdir', relative(root, outDir)];
  await run('node', [command, 'analyze', '--litelement', '--quiet', ...globs, ...target], { cwd: root });
}

/** A declaration for each source file, below types/; they find each other as the sources do. */
async function writeTypes(outDir: string): Promise<void> {
  // Below this repository's node_modules, so that types are found.
  const config = join(root, 'node_modules/.cache/vitrine-elements.tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir: join(outDir, 'types'),
    skipLibCheck: true,
  };
  await writeFile(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.page.json'),
      compilerOptions,
      include: [],
      files: [join(root, 'src/ui/elements/elements.ts'), join(root, 'workers/ambient.d.ts')],
    }),
  );
  await run('npx', ['tsc', '-p', config], { cwd: root });
}

async function writePackage(outDir: string): Promise<void> {
  const { version, license, imports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
    imports: Record<string, string>;
  };
  const typeImports = Object.fromEntries(
    Object.entries(imports).map(([alias, path]) => [alias, path.replace('./', './types/')]),
  );
  const description = {
    name: 'vitrine',
    version,
    license,
    type: 'module',
    exports: {
      './elements': { types: './types/src/ui/elements/elements.d.ts', default: './elements.js' },
      './tokens.css': './tokens.css',
      './custom-elements.json': './custom-elements.json',
    },
    imports: typeImports,
    customElements: 'custom-elements.json',
    // Importing defines elements.
    sideEffects: true,
  };
  await writeFile(join(outDir, 'package.json'), `${JSON.stringify(description, undefined, 2)}\n`);
}

if (process.argv[1] && import.meta.filename === resolve(process.argv[1])) {
  console.log(`wrote ${await buildElements()}`);
}
