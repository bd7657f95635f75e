/** The hostile files in a real browser: one export worker, as the Studio has it, must refuse them all and live on. */
import type { HostilePage } from '../../fixtures/page/hostile/hostile.ts';
import { launch, openPage } from '../bench-browser.ts';
import { servePages } from '../page-server.ts';
import type { HostileFile } from './hostile-file.ts';

const PORT = 4700;

declare const window: { vitrine: HostilePage };

/** Only files that a person can bring; bytes cross in base64, so the largest stay in Node. */
const MOST_BYTES = 1 << 20;
/** Of the cut ones every so many: they differ by where. */
const STEP = 4;

export interface InBrowser {
  browser: string;
  files: number;
  /** What was not refused by name, in words. */
  missed: string[];
  /** Whether the same worker reads a sound file after all of them. */
  isAlive: boolean;
}

export async function inBrowser(all: readonly HostileFile[], sound: HostileFile): Promise<InBrowser> {
  const brought = all.filter(({ format, kind, bytes }) => {
    // Numbers of operators are looked at when a size is chosen, not when the file is brought.
    const isLater = format === 'tfjs' || format === 'tflite' || kind === 'ONNX: operators';
    return !isLater && bytes.length <= MOST_BYTES;
  });
  const files = brought.filter(({ kind }, i) => !kind.startsWith('cut') || i % STEP === 0);
  const server = await servePages(PORT, [], ['hostile']);
  const browser = await launch({ webgpu: false });
  try {
    const page = await openPage(browser, server.url('hostile'));
    const refusal = ({ format, bytes }: HostileFile) =>
      page.evaluate(([name, text]) => window.vitrine.refusal(name, text), [
        `hostile${{ pytorch: '.pth', onnx: '.onnx', hdf5: '.h5', safetensors: '', tfjs: '', tflite: '' }[format]}`,
        Buffer.from(bytes).toString('base64'),
      ] as const);
    const missed: string[] = [];
    for (const file of files) {
      const found = await refusal(file);
      const name = `${file.kind}: ${file.name}`;
      if (!found) missed.push(`${name} was read in the browser`);
      else if (found.code === 'internal') missed.push(`${name} in the browser: ${found.message}`);
    }
    const isAlive = (await refusal(sound)) === undefined;
    return { browser: browser.version(), files: files.length, missed, isAlive };
  } finally {
    await browser.close();
    await server.close();
  }
}
