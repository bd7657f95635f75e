import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer-core';

const places = [process.env['VITRINE_FIREFOX'], '/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** Firefox, or undefined when there is none: a second WebGPU implementation, with shader-f16 on Mesa's lavapipe. */
export function firefoxPath(): string | undefined {
  return places.find((place) => place !== undefined && existsSync(place));
}

/** Headless unless `options` say else, with WebGPU on whatever Vulkan driver there is (../shared/RUNTIME.md). */
export function launchFirefox(
  executablePath: string,
  options: Pick<LaunchOptions, 'headless' | 'args'> = {},
): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    ...options,
    // A network on a software renderer takes its time.
    protocolTimeout: 300_000,
    extraPrefsFirefox: { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true },
  });
}
