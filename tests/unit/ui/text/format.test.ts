import { describe, expect, it } from 'vitest';
import { formatBytes, formatFps, formatMagnitude, formatMs, formatShare } from '#ui/text/format.ts';

describe('figures for people', () => {
  it('give milliseconds as many decimals as they deserve', () => {
    expect([0.4234, 8.26, 127.4].map(formatMs)).toEqual(['0.42', '8.3', '127']);
  });

  it('show what was not measured as a dash, never as a number', () => {
    expect([
      formatMs(undefined),
      formatMs(NaN),
      formatFps(Infinity),
      formatBytes(-1),
      formatShare(NaN),
    ]).toEqual(Array(5).fill('—'));
  });

  it('never round a trace down to nothing', () => {
    expect([0, 0.002, 0.0101, 0.5, 1].map(formatShare)).toEqual(['0 %', '<1 %', '1 %', '50 %', '100 %']);
  });

  it('change the unit at its boundary', () => {
    expect([999, 1000, 999_499, 999_500, 3_423_880].map(formatBytes)).toEqual([
      '999 B',
      '1 kB',
      '999 kB',
      '1.0 MB',
      '3.4 MB',
    ]);
    expect([950, 640_000, 1_300_000, 2.4e10].map(formatMagnitude)).toEqual(['950', '640 k', '1.3 M', '24 G']);
  });
});
