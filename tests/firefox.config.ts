/** Passes, composers and steps through video files in a second browser: `npx vitest run -c tests/firefox.config.ts`. */
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { isolationHeaders } from '#server/headers.ts';
import { clipCommands } from './helpers/clip-commands.ts';
import { firefox } from './helpers/firefox-provider.ts';

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  optimizeDeps: { exclude: ['onnxruntime-web'], include: ['mediabunny'] },
  server: { headers: isolationHeaders },
  test: {
    name: 'firefox',
    include: ['tests/browser/{gpu,compose}/**/*.test.ts', 'tests/browser/media/exact-steps.test.ts'],
    testTimeout: 60_000,
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: firefox,
      instances: [{ browser: 'firefox' }],
      commands: clipCommands,
    },
  },
});
