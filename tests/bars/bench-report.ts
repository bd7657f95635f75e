/** What every timing bar prints beside its figures. */
import { cpus, loadavg } from 'node:os';
import type { Browser } from 'playwright';
import { quantile } from '#core/quantiles.ts';

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** The machine and the browser, and how busy the machine was with other things when the bar began. */
export function printConditions(browser: Browser, lines: readonly string[]): void {
  const [cpu] = cpus();
  console.log(`machine: ${cpus().length} x ${cpu?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}`);
  console.log(`browser: Chromium ${browser.version()}`);
  for (const line of lines) console.log(line);
}

/** Prints the bar's verdict and makes the process fail where it was missed. */
export function verdict(isMet: boolean, figure: string): void {
  console.log(`${isMet ? 'met' : 'MISSED'}: ${figure}`);
  if (!isMet) process.exitCode = 1;
}
