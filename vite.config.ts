import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { catalogueAtBuild } from './models/catalogue-at-build.ts';
import { chapters } from './src/server/chapters.ts';
import { lastingAssets } from './src/server/lasting-assets.ts';
import { modelServer } from './src/server/model-server.ts';
import { offlineWorker } from './src/server/offline-worker.ts';
import { pageFiles } from './src/server/page-files.ts';
import { isolationHeaders, productionHeaders } from './src/server/headers.ts';
import { baseFlags, chromiumPath, webgpuFlags } from './tests/helpers/chromium.ts';
import { clipCommands } from './tests/helpers/clip-commands.ts';

/** Small modules that the first page and others share: as files of their own each costs a request, and packs worse. */
const sharedSmallModules = [
  /src\/core\/(errors\/vitrine-error|hex|look|result)\.ts$/,
  /src\/session\/user-models\/user-model-id\.ts$/,
  /src\/ui\/app\/(model-file|painted|save-file|source-of-file)\.ts$/,
  /src\/ui\/components\/source-picker\/file-field\.ts$/,
  /src\/ui\/controllers\/[\w-]+\.ts$/,
  /src\/ui\/events\/vt-(file-open|look-change|source-change)\.ts$/,
  /src\/ui\/styles\/(controls\.styles|icons)\.ts$/,
  /src\/ui\/text\/(format|names|untrained)\.ts$/,
];

export default defineConfig({
  plugins: [modelServer(), catalogueAtBuild(), chapters(), pageFiles(), lastingAssets(), offlineWorker()],
  publicDir: 'public',
  build: {
    target: 'esnext',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'small', test: (id) => sharedSmallModules.some((one) => one.test(id)) }],
        },
      },
    },
  },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web', '@mediapipe/tasks-vision'] },
  server: { headers: isolationHeaders },
  preview: { headers: productionHeaders },
  test: {
    projects: [
      {
        extends: true,
        // One set of modules for all files: to load them anew for each took longer than the tests.
        test: {
          name: 'unit',
          // Ten times what the slowest takes here alone: a loaded machine is no failure.
          testTimeout: 30_000,
          include: ['tests/{unit,contracts}/**/*.test.ts'],
          environment: 'node',
          pool: 'threads',
          isolate: false,
        },
      },
      {
        extends: true,
        // Whole networks and whole commands: minutes, and so not part of `npm run check`.
        test: { name: 'whole', include: ['tests/{golden,whole}/**/*.test.ts'], environment: 'node' },
      },
      {
        extends: true,
        // Known beforehand: a dependency found half way makes Vite reload the page under a running test.
        optimizeDeps: {
          include: [
            'axe-core',
            'chart.js',
            'comlink',
            'idb',
            'lit',
            'lit/decorators.js',
            'lit/directives/guard.js',
            'lit/directives/repeat.js',
            'mediabunny',
            'valibot',
          ],
        },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 60_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: chromiumPath(), args: [...baseFlags, ...webgpuFlags] },
            }),
            instances: [{ browser: 'chromium' }],
            commands: clipCommands,
          },
        },
      },
    ],
  },
});
