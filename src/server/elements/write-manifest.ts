/**
 * The package's custom-elements manifest, from the sources' own comments: the elements that the package has, and of them
 * what others may use. Throws where something of that has no words.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Described {
  name?: string;
  description?: string;
}
interface Member extends Described {
  kind: string;
  privacy?: string;
  static?: boolean;
  inheritedFrom?: unknown;
}
interface Declaration extends Described {
  kind: string;
  tagName?: string;
  members?: Member[];
  attributes?: Described[];
  events?: Described[];
  slots?: Described[];
  cssProperties?: (Described & { default?: string })[];
}
interface Module {
  kind: string;
  path: string;
  declarations?: Declaration[];
  exports?: unknown[];
}
interface Manifest {
  schemaVersion: string;
  readme: string;
  modules: Module[];
}

/** What Lit calls and nobody else. */
const LIFECYCLE = new Set(['render', 'willUpdate', 'updated', 'connectedCallback', 'disconnectedCallback']);

export async function writeManifest(root: string, tags: readonly string[], outDir: string): Promise<void> {
  const { schemaVersion, modules } = await analyze(root);
  const tokens = await readTokens(root);
  const described: Module[] = [];
  for (const { path, declarations = [] } of modules) {
    const declaration = declarations.find(({ tagName }) => tagName !== undefined && tags.includes(tagName));
    if (declaration) described.push(await describe(root, path, declaration, tokens));
  }
  const found = described.flatMap(({ declarations }) => declarations?.[0]?.tagName ?? []);
  const missing = tags.filter((tag) => !found.includes(tag));
  const wordless = described.flatMap(({ declarations = [] }) => declarations.flatMap(withoutWords));
  if (missing.length + wordless.length > 0)
    throw new TypeError(`The manifest lacks words for: ${[...missing, ...wordless].join(', ')}`);
  const manifest: Manifest = { schemaVersion, readme: 'README.md', modules: described };
  await writeFile(join(outDir, 'custom-elements.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** The analyzer takes its folder as seen from where it runs, and would write the folder into our own package.json. */
async function analyze(root: string): Promise<Manifest> {
  const command = join(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
  const folder = join(root, 'node_modules/.cache/vitrine-manifest');
  await mkdir(folder, { recursive: true });
  const config = join(folder, 'analyzer.config.mjs');
  await writeFile(config, 'export default { packagejson: false };\n');
  const globs = ['--globs', 'src/ui/components/**/*.ts'];
  const target = ['--config', relative(root, config), '--outdir', relative(root, folder)];
  try {
    await run('node', [command, 'analyze', '--litelement', '--quiet', ...globs, ...target], { cwd: root });
    return JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8')) as Manifest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function describe(
  root: string,
  path: string,
  declaration: Declaration,
  tokens: ReadonlyMap<string, Required<Described> & { default: string }>,
): Promise<Module> {
  const { name, tagName = '' } = declaration;
  const module = `${tagName}.js`;
  const used = await tokensUsedBy(root, dirname(path));
  const own = declaration.cssProperties ?? [];
  const shared = [...tokens.values()].filter(({ name: token }) => used.has(token));
  const reference = { name, module };
  return {
    kind: 'javascript-module',
    path: module,
    declarations: [
      {
        ...declaration,
        members: (declaration.members ?? []).filter(isForOthers),
        // The analyzer also takes each `new …Event(detail)` for one that is called as its argument.
        events: (declaration.events ?? []).filter((event) => event.name?.startsWith('vt-')),
        cssProperties: [...own, ...shared],
      },
    ],
    exports: [
      { kind: 'js', name, declaration: reference },
      { kind: 'custom-element-definition', name: tagName, declaration: reference },
    ],
  };
}

const isForOthers = ({ name = '', privacy, static: isStatic, inheritedFrom }: Member) =>
  privacy !== 'private' && privacy !== 'protected' && !isStatic && !inheritedFrom && !LIFECYCLE.has(name);

function withoutWords({ tagName = '', description, ...parts }: Declaration): string[] {
  const { members = [], attributes = [], events = [], slots = [], cssProperties = [] } = parts;
  const all = [...members, ...attributes, ...events, ...slots, ...cssProperties];
  const wordless = all.filter((one) => !one.description).map(({ name = '' }) => `${tagName} ${name}`);
  return description ? wordless : [tagName, ...wordless];
}

/** Each `--vt-…` of tokens.css with its value, and the words beside or above it. */
async function readTokens(root: string) {
  const source = await readFile(join(root, 'src/ui/tokens.css'), 'utf8');
  const [ground = ''] = source.split('}');
  const tokens = new Map<string, Required<Described> & { default: string }>();
  const rows = ground.matchAll(/^ {2}(--vt-[\w-]+): ([^;]+);(?: \/\* (.+) \*\/)?$/gm);
  for (const [, name = '', value = '', description = ''] of rows)
    tokens.set(name, { name, default: value, description });
  return tokens;
}

/** By its own files and by what all controls share. */
async function tokensUsedBy(root: string, folder: string): Promise<Set<string>> {
  const own = (await readdir(join(root, folder))).map((name) => join(folder, name));
  const files = [...own.filter((path) => path.endsWith('.ts')), 'src/ui/styles/controls.styles.ts'];
  const sources = await Promise.all(files.map((path) => readFile(join(root, path), 'utf8')));
  return new Set(
    sources.flatMap((source) => [...source.matchAll(/var\((--vt-[\w-]+)/g)].map(([, name = '']) => name)),
  );
}
