/**
 * `npm run bench -- plan.json`: runs a plan in a browser, prints the table as Markdown and keeps the report.
 *
 *   npm run bench -- --preset quick            a preset instead of a plan
 *   npm run bench -- plan.json --out r.json    where the report goes (default: bench-report.json)
 *   --browser NAME                             chromium (default), firefox or webkitgtk
 *   --clip FILE                                a video that pipelines run on, in place of the built-in scene
 *   --csv FILE                                 the figures as CSV too
 *   --url URL                                  a Vitrine that runs already, instead of one built here
 *   --headed                                   a window, and with it the real GPU on most machines
 *   --flags "…"                                further flags of the browser, separated by spaces
 *   --schema plan|report                       prints the JSON Schema and ends
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { toJsonSchema } from '@valibot/to-json-schema';
import { toErrorData } from '#core/errors/vitrine-error.ts';
import { toMarkdown } from '../markdown.ts';
import { planSchema, readPlan, type Plan } from '../plan.ts';
import { presets } from '../presets.ts';
import { reportSchema } from '../report.ts';
import { toCsv } from '../table.ts';
import { browserNames, launchBrowser } from './browsers/browser.ts';
import { drive, type PresetId } from './drive.ts';
import { serveApp } from './serve-app.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    preset: { type: 'string' },
    out: { type: 'string', default: 'bench-report.json' },
    browser: { type: 'string', default: 'chromium' },
    clip: { type: 'string' },
    csv: { type: 'string' },
    url: { type: 'string' },
    headed: { type: 'boolean', default: false },
    flags: { type: 'string', default: '' },
    schema: { type: 'string' },
  },
});

try {
  if (values.schema === undefined) await run();
  else printSchema(values.schema);
} catch (error) {
  const { message, detail } = toErrorData(error);
  console.error(`bench: ${message}`);
  if (error instanceof Error && error.name !== 'Error' && detail) console.error(detail);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const wanted = wantedPlan();
  const name = browserNames.find((one) => one === values.browser);
  if (!name) throw new Error(`--browser is ${browserNames.join(' | ')}.`);
  const flags = values.flags.split(/\s+/).filter(Boolean);
  const browser = await launchBrowser(name, { headed: values.headed, flags });
  try {
    const served = values.url === undefined ? await serveApp() : undefined;
    const url = values.url ?? served?.url ?? '';
    try {
      console.error(`In ${browser.name}:`);
      const task = { wanted, clip: values.clip };
      const report = await drive(browser, url, task, (line) => console.error(line));
      writeFileSync(values.out, JSON.stringify(report, null, 1));
      if (values.csv !== undefined) writeFileSync(values.csv, toCsv(report));
      console.log(toMarkdown(report));
      console.error(
        `The report is in ${values.out}; open it at ${new URL('bench', url).href} to see it drawn.`,
      );
      if (!report.results.some(({ status }) => status === 'done')) process.exitCode = 1;
    } finally {
      await served?.close();
    }
  } finally {
    await browser.close();
  }
}

function wantedPlan(): Plan | PresetId {
  const [file] = positionals;
  const ids = presets.map(({ id }) => id);
  if (file !== undefined) return readPlan(readFileSync(file, 'utf8'));
  const preset = ids.find((id) => id === values.preset);
  if (preset) return preset;
  throw new Error(`Name a plan (npm run bench -- plan.json) or --preset ${ids.join(' | ')}.`);
}

function printSchema(name: string): void {
  if (name !== 'plan' && name !== 'report') throw new Error('--schema is plan or report.');
  const schema = name === 'plan' ? planSchema : reportSchema;
  console.log(JSON.stringify(toJsonSchema(schema, { typeMode: 'input' }), null, 1));
}
