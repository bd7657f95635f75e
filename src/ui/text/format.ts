/** Numbers as people read them, the same everywhere. `—` stands for "not measured". */

const none = '—';
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Milliseconds with as many decimals as the magnitude deserves: 0.42, 8.3, 127. */
export function formatMs(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return none;
  if (ms < 1) return ms.toFixed(2);
  return ms < 100 ? ms.toFixed(1) : whole.format(ms);
}

/** Frames per second: one decimal below 100. */
export function formatFps(fps: number | undefined): string {
  if (fps === undefined || !Number.isFinite(fps)) return none;
  return fps < 100 ? fps.toFixed(1) : whole.format(fps);
}

/** A part of 0..1 in per cent; a trace is "<1 %", never "0 %". */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return none;
  if (share > 0 && share < 0.01) return '<1 %';
  return `${Math.round(share * 100)} %`;
}

export function formatCount(count: number): string {
  return Number.isFinite(count) ? whole.format(count) : none;
}

/** Decimal units, as download sizes are given: 843 kB, 3.6 MB. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return none;
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 99_950_000 ? 1 : 0)} MB`;
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
      return `${scaled < 10 ? scaled.toFixed(1) : Math.round(scaled)} ${unit}`;
    }
  }
  return String(value);
}
