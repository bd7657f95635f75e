/** Numbers as people read them in the page's language. `—` stands for "not measured". */

const none = '—';
let language = 'en';

/** From now on, numbers are written as this language does (BCP 47). */
export function formatNumbersIn(wanted: string): void {
  language = wanted;
}

/** By language and digits: to make one takes longer than to use it. */
const formats = new Map<string, Intl.NumberFormat>();

function decimal(value: number, digits: number): string {
  const key = `${language} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format.format(value);
}

/** Milliseconds with as many decimals as the magnitude deserves: 0.42, 8.3, 127. */
export function formatMs(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return none;
  if (ms < 1) return decimal(ms, 2);
  return decimal(ms, ms < 100 ? 1 : 0);
}

/** With so many digits behind the point, always. */
export function formatFixed(value: number | undefined, digits: number): string {
  return value === undefined || !Number.isFinite(value) ? none : decimal(value, digits);
}

/** Frames per second: one decimal below 100. */
export function formatFps(fps: number | undefined): string {
  if (fps === undefined || !Number.isFinite(fps)) return none;
  return decimal(fps, fps < 100 ? 1 : 0);
}

/** A part of 0..1 in per cent; a trace is "<1 %", never "0 %". */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return none;
  if (share > 0 && share < 0.01) return '<1 %';
  return `${Math.round(share * 100)} %`;
}

export function formatCount(count: number): string {
  return Number.isFinite(count) ? decimal(count, 0) : none;
}

/** "42 ± 3": a count and its standard deviation; the latter is left out where it rounds to nobody. */
export function formatEstimate({ mean, spread }: { mean: number; spread: number }): string {
  const [shown, stray] = [Math.round(Math.max(0, mean)), Math.round(spread)];
  return stray > 0 ? `${formatCount(shown)} ± ${formatCount(stray)}` : formatCount(shown);
}

/** Decimal units, as download sizes are given: 843 kB, 3.6 MB. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return none;
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${decimal(bytes / 1e6, bytes < 99_950_000 ? 1 : 0)} MB`;
}

export function formatSize(size: { width: number; height: number }): string {
  return `${size.width} × ${size.height}`;
}

/** 1.3 M, 640 k: parameters and multiply-accumulates. */
export function formatMagnitude(value: number): string {
  for (const [unit, factor] of [
    ['G', 1e9],
    ['M', 1e6],
    ['k', 1e3],
  ] as const) {
    if (value >= factor) {
      const scaled = value / factor;
      return `${decimal(scaled, scaled < 10 ? 1 : 0)} ${unit}`;
    }
  }
  return String(value);
}

/** By language, as the formats are. */
const rules = new Map<string, Intl.PluralRules>();

/**
 * Of a sentence with a number in it, the form that the page's language uses with `count`. Each form is a message of its
 * own; further forms that a language has (the Polish "few") are the `other` one: of our languages none needs them.
 */
export function plural(count: number, forms: { one: string; other: string }): string {
  const rule = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, rule);
  return rule.select(count) === 'one' ? forms.one : forms.other;
}
