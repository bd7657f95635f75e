import { describe, expect, it } from 'vitest';
import { cellId } from '#bench/cells.ts';
import { ratiosTo } from '#bench/compare.ts';
import { toMarkdown } from '#bench/markdown.ts';
import { columns, showNumber, sorted, toCsv } from '#bench/table.ts';
import { someReport } from '#tests/helpers/bench-reports.ts';

describe('a report in other forms', () => {
  it('is CSV with a line for each cell and every column, quoted', () => {
    const report = someReport(3);
    report.results[1]!.error = { code: 'internal', message: 'said "no", and went' };
    const lines = toCsv(report).trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(String(report.results[0]!.inference!.median));
    expect(lines[2]).toContain('"done: said ""no"", and went"');
  });

  it('is Markdown whose rows are all as long as its head, with its conditions below', () => {
    const report = someReport(4);
    report.results[2]!.error = { code: 'internal', message: 'a | b\nc' };
    const markdown = toMarkdown(report);
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    const bars = rows.map((row) => row.replaceAll('\\|', '').split('|').length);
    expect(rows).toHaveLength(6);
    expect(new Set(bars).size).toBe(1);
    expect(markdown).toContain('software renderer');
    expect(markdown).toContain('seed 1');
  });

  it('is sorted with what has no figure last, both ways', () => {
    const { results } = someReport(6);
    delete results[3]!.inference;
    const median = columns.find(({ id }) => id === 'median')!;
    const up = sorted(results, median, 1).map(({ inference }) => inference?.median);
    const down = sorted(results, median, -1).map(({ inference }) => inference?.median);
    expect(up.at(-1)).toBeUndefined();
    expect(down.at(-1)).toBeUndefined();
    expect(down.slice(0, -1)).toEqual(up.slice(0, -1).reverse());
  });

  it('shows three significant digits', () => {
    expect([0.123456, 12.345, 98765, 1.5e-7, 0, 1000].map(showNumber)).toEqual([
      '0.123',
      '12.3',
      '98800',
      '1.5e-7',
      '0',
      '1000',
    ]);
  });
});

describe('two reports', () => {
  it('are compared cell by cell, with an interval that holds the true ratio', () => {
    const [base, slower] = [someReport(8), someReport(8, { seed: 2, factor: 1.5 })];
    const ratios = ratiosTo(base, slower);
    expect(ratios.size).toBe(8);
    for (const { ratio, low, high, from } of ratios.values()) {
      expect(from).toBe('samples');
      expect(ratio).toBeGreaterThan(1.4);
      expect(ratio).toBeLessThan(1.6);
      expect(low).toBeLessThanOrEqual(ratio);
      expect(high).toBeGreaterThanOrEqual(ratio);
    }
  });

  it('of which one came by a link are compared by their intervals', () => {
    const [base, other] = [someReport(2), someReport(3, { seed: 2 })];
    for (const result of base.results) delete result.samples;
    const ratios = ratiosTo(base, other);
    expect([...ratios.keys()]).toEqual(base.results.map(({ cell }) => cellId(cell)));
    expect([...ratios.values()].map(({ from }) => from)).toEqual(['intervals', 'intervals']);
  });
});
