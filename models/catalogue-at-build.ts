/** Vite plugin: in a build, `models/catalogue.ts` is evaluated beforehand, and the page gets its outcome as data. */
import { join } from 'node:path';
import { normalizePath, runnerImport, type Plugin } from 'vite';

export function catalogueAtBuild(root = process.cwd()): Plugin {
  const path = normalizePath(join(root, 'models/catalogue.ts'));
  return {
    name: 'vitrine-catalogue',
    apply: 'build',
    async load(id) {
      if (id !== path) return undefined;
      const { module } = await runnerImport<{ catalogue: readonly object[] }>(path, { root });
      return `export const catalogue = ${JSON.stringify(module.catalogue)};`;
    },
  };
}
