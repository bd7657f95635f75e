import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** What headless Chromium needs here (../shared/RUNTIME.md): no sandbox as root, nothing asked of the network. */
export const baseFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** WebGPU on SwiftShader: a software adapter for correctness, never for speed. Needs GPU not disabled. */
export const webgpuFlags = [
  '--enable-unsafe-webgpu',
  '--use-angle=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--ignore-gpu-blocklist',
];

/** Chromium plays `clip` (an .mjpeg or .y4m file) in a loop as the one camera, and grants access to it. */
export function fakeCameraFlags(clip: string): string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${clip}`,
  ];
}

const places = [
  process.env['VITRINE_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser to test with: VITRINE_CHROMIUM, a system browser, or Playwright's own; undefined when there is none. */
export function chromiumPath(): string | undefined {
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (found) return found;
  const bundled = chromium.executablePath();
  return existsSync(bundled) ? bundled : undefined;
}
