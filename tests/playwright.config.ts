import { defineConfig } from '@playwright/test';
import { baseFlags, chromiumPath } from './helpers/chromium.ts';

const port = Number(process.env['VITRINE_E2E_PORT'] ?? 4641);
/** A server that runs already, for tests of what it serves (bar:embedded). */
const served = process.env['VITRINE_E2E_URL'];
/** Its own folder, so that a run neither takes an old build for the new one nor disturbs a server beside it. */
const built = 'node_modules/.cache/vitrine-e2e';

/**
 * The built page as a person meets it, headers and all. Models run on WASM here: a software adapter takes seconds for
 * what these tests wait for, and the WebGPU way has its own tests (tests/browser).
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'artefacts/e2e-failures',
  timeout: 240_000,
  expect: { timeout: 90_000 },
  workers: 1,
  reporter: 'list',
  use: {
    baseURL: served ?? `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    // It would answer for pages whose requests a test answers; it has a bar of its own (bar:kiosk-offline).
    serviceWorkers: 'block',
    launchOptions: { executablePath: chromiumPath(), args: baseFlags },
  },
  webServer: served === undefined ? buildAndPreview() : undefined,
});

function buildAndPreview() {
  return {
    command: `npx vite build --logLevel warn --outDir ${built} --emptyOutDir && npx vite preview --outDir ${built} --port ${port} --strictPort`,
    cwd: '..',
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    timeout: 180_000,
  };
}
