/** Where onnxruntime-web itself puts each node under WebGPU: read off what it says while it opens a model in Chromium. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type * as Ort from 'onnxruntime-web';
import type { Browser } from 'playwright';
import { placementsIn } from '#core/node-placement.ts';
import { launch } from '../bench-browser.ts';

const DIST = resolve(import.meta.dirname, '../../../node_modules/onnxruntime-web/dist');
const RUNTIME = '/ort.webgpu.min.mjs';

export interface Placer {
  /** Operators of the model's nodes that are not placed on the GPU, by name. Rejects when it cannot be opened. */
  cpuOperators(bytes: Uint8Array): Promise<string[]>;
  close(): Promise<void>;
}

export async function startPlacer(): Promise<Placer> {
  let model: Uint8Array = new Uint8Array();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/model') return response.end(model);
    if (path === '/') return response.setHeader('Content-Type', 'text/html').end('<!doctype html>');
    response.setHeader('Content-Type', path.endsWith('.wasm') ? 'application/wasm' : 'text/javascript');
    readFile(join(DIST, path)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const browser = await launch({ webgpu: true });
  return {
    async cpuOperators(bytes) {
      model = bytes;
      return cpuOperatorsIn(await linesWhileOpening(browser, url));
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** A page for each model: the runtime keeps what it said to itself otherwise. */
async function linesWhileOpening(browser: Browser, url: string): Promise<string[]> {
  const page = await browser.newPage();
  const lines: string[] = [];
  page.on('console', (message) => lines.push(...message.text().split('\n')));
  try {
    // No limit of its own: a page is slow to open where tests run beside it.
    await page.goto(url, { timeout: 0 });
    await page.evaluate(async (runtime) => {
      const ort = (await import(runtime)) as typeof Ort;
      ort.env.logLevel = 'verbose';
      const model = new Uint8Array(await (await fetch('/model')).arrayBuffer());
      // As written: what the runtime fuses away would not be told.
      await ort.InferenceSession.create(model, {
        executionProviders: ['webgpu'],
        graphOptimizationLevel: 'disabled',
        logSeverityLevel: 0,
      });
    }, RUNTIME);
  } finally {
    await page.close();
  }
  return lines;
}

/** Operators that are not on the GPU, by name. Throws where the runtime did not say where it put the nodes. */
export function cpuOperatorsIn(lines: readonly string[]): string[] {
  const placements = placementsIn(lines);
  if (placements.length === 0) throw new Error('the runtime did not say where it put the nodes');
  const elsewhere = placements.filter(({ provider }) => provider !== 'WebGpuExecutionProvider');
  return [...new Set(elsewhere.flatMap(({ operators }) => Object.keys(operators)))].sort();
}
