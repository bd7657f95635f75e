/**
 * bar:bench-browsers: the command's way through every browser that is here: a report of one cell whose output agrees with
 * ort-wasm's in fp32. A browser that is missing is told with the sentence that says how to get it, and is no miss.
 */
import { browserNames, launchBrowser } from '#bench/cli/browsers/browser.ts';
import { drive } from '#bench/cli/drive.ts';
import { serveApp } from '#bench/cli/serve-app.ts';
import { makePlan } from '#bench/plan.ts';
import { verdict } from './bench-report.ts';

const plan = makePlan({
  name: 'One cell',
  models: [{ model: 'selfie-segmentation', variant: 'square' }],
  engines: [{ engine: 'ort-wasm', threads: 1 }],
  runs: { atLeast: 5, seconds: 1, warmUpSeconds: 1 },
  accuracy: 0,
  seed: 1,
});

const app = await serveApp();
const missed: string[] = [];
let ran = 0;
try {
  for (const name of browserNames) {
    const browser = await launchBrowser(name, { headed: false, flags: [] }).catch((error: unknown) => {
      console.log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    });
    if (!browser) continue;
    try {
      const { results } = await drive(browser, app.url, { wanted: plan }, () => undefined);
      const [result] = results;
      const isRight = result?.status === 'done' && result.agreement?.agrees === true;
      console.log(`${browser.name}: ${result?.status}, ${result?.inference?.median ?? '—'} ms`);
      ran++;
      if (!isRight) missed.push(name);
    } finally {
      await browser.close();
    }
  }
} finally {
  await app.close();
}
verdict(
  ran > 0 && missed.length === 0,
  `${ran - missed.length} of ${ran} browsers gave a report that agrees`,
);
