/**
 * bar:bench-repeat: the quick preset twice. At least 90 % of the second medians lie within the first run's 95 % intervals,
 * widened by the drift line; and how cells stand to each other (each against the geometric mean of all) is the same
 * within 5 %. The preset also keeps its word: less than a minute.
 */
import { widening } from '#bench/drift.ts';
import { cellId } from '#bench/cells.ts';
import { drivenChromium } from '#bench/cli/browsers/chromium.ts';
import { drive } from '#bench/cli/drive.ts';
import { serveApp } from '#bench/cli/serve-app.ts';
import type { Report } from '#bench/report.ts';
import { geometricMean } from '#bench/statistics.ts';
import { mainSummary } from '#bench/table.ts';
import { launch } from './bench-browser.ts';
import { printConditions, verdict } from './bench-report.ts';

const LEAST_WITHIN = 0.9;
const RATIO_LIMIT = 0.05;
/** What the preset promises a person. */
const LONGEST_SECONDS = 60;

const app = await serveApp();
const browser = await launch({ webgpu: false });
try {
  const run = async (name: string) => {
    const driven = await drivenChromium(browser);
    const report = await drive(driven, app.url, { wanted: 'quick' }, () => undefined);
    console.log(`${name}: ${secondsOf(report).toFixed(0)} s`);
    return report;
  };
  const [first, second] = [await run('first'), await run('second')];
  printConditions(browser, [`plan “${first.plan.name}”, ${first.results.length} cells`]);
  report(first, second);
} finally {
  await browser.close();
  await app.close();
}

function report(first: Report, second: Report): void {
  const pairs = first.results.flatMap((result) => {
    const again = second.results.find(({ cell }) => cellId(cell) === cellId(result.cell));
    const [before, after] = [mainSummary(result), again && mainSummary(again)];
    const widen = widening(first.drift, second.drift, result.conditions?.threads);
    return before && after ? [{ id: cellId(result.cell), before, after, widen }] : [];
  });
  const means = {
    before: geometricMean(pairs.map(({ before }) => before.median)),
    after: geometricMean(pairs.map(({ after }) => after.median)),
  };
  let [within, worst] = [0, 0];
  for (const { id, before, after, widen } of pairs) {
    const [low, high] = [before.low / widen, before.high * widen];
    const isWithin = after.median >= low && after.median <= high;
    const apart = Math.abs(after.median / means.after / (before.median / means.before) - 1);
    if (isWithin) within++;
    worst = Math.max(worst, apart);
    console.log(
      `  ${id}: ${before.median}, then ${after.median} ms; ${isWithin ? 'within' : 'OUTSIDE'} ${low.toFixed(2)}–${high.toFixed(2)}, ratio ${(100 * apart).toFixed(1)} % apart`,
    );
  }
  const part = within / pairs.length;
  const widest = Math.max(...pairs.map(({ widen }) => widen));
  const longest = Math.max(secondsOf(first), secondsOf(second));
  const isSame = part >= LEAST_WITHIN && worst <= RATIO_LIMIT;
  const isMet = pairs.length === first.results.length && isSame && longest < LONGEST_SECONDS;
  const figures = `${(100 * part).toFixed(0)} % of ${pairs.length} medians within their widened interval (at least 90 %), ratios within ${(100 * worst).toFixed(1)} % (at most 5 %)`;
  verdict(
    isMet,
    `${figures}; drift widened by at most ${(100 * (widest - 1)).toFixed(1)} %; at most ${longest.toFixed(0)} s a run (under ${LONGEST_SECONDS})`,
  );
}

function secondsOf({ startedAt, finishedAt = startedAt }: Report): number {
  return (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}
