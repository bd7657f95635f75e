import { describe, expect, it } from 'vitest';
import { openFragment, planFragment, reportFragment } from '#bench/link.ts';
import { fromColumns, toColumns } from '#bench/columns.ts';
import { makePlan } from '#bench/plan.ts';
import { someReport } from '#tests/helpers/bench-reports.ts';

describe('a link', () => {
  it('carries a plan', async () => {
    const plan = makePlan({
      name: 'Größen',
      models: [{ model: 'cgnet', sizes: 'all' }],
      engines: [{ engine: 'ort-wasm' }],
    });
    expect(await openFragment(`#${await planFragment(plan)}`)).toEqual({ kind: 'plan', plan });
  });

  it('carries a report of 40 cells in less than 8 kB, with every figure but samples, their rounds’ judges and limits', async () => {
    const report = someReport(40);
    const fragment = await reportFragment(report);
    expect(fragment.length).toBeLessThan(8000);
    const opened = await openFragment(fragment);
    const bare = structuredClone(report);
    for (const result of bare.results) delete result.samples;
    delete bare.machine.limits;
    for (const point of bare.drift) delete point.allMs;
    expect(opened).toEqual({ kind: 'report', report: bare });
  });

  it('is nothing of ours without its name, and a plain error when it was cut off or changed', async () => {
    expect(await openFragment('')).toBeUndefined();
    expect(await openFragment('#top')).toBeUndefined();
    const fragment = await reportFragment(someReport(3));
    const damaged = { code: 'bad-file', message: expect.stringContaining('copy it whole') as string };
    await expect(openFragment(fragment.slice(0, -40))).rejects.toMatchObject(damaged);
    await expect(openFragment('report=AAAA')).rejects.toMatchObject(damaged);
    await expect(openFragment(fragment.replace('report=', 'plan='))).rejects.toMatchObject({
      code: 'bad-file',
    });
  });

  it('refuses what unfolds without end', async () => {
    const bomb = new Blob([new Uint8Array(40_000_000)])
      .stream()
      .pipeThrough(new CompressionStream('deflate-raw'));
    const bytes = Buffer.from(await new Response(bomb).arrayBuffer());
    await expect(openFragment(`report=${bytes.toString('base64url')}`)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('unfolds to more') as string,
    });
  });
});

describe('columns', () => {
  it('become the same rows again, those without a member included', () => {
    const rows = [{ a: 1, b: { c: 'x', d: [1, 2] } }, { a: 3 }, { a: 1, b: { c: 'x' } }];
    expect(fromColumns(toColumns(rows))).toEqual(rows);
    expect(fromColumns(toColumns([]))).toEqual([]);
  });

  it('leave prototypes alone', () => {
    fromColumns({ rows: 1, columns: JSON.parse('{"__proto__.polluted":["yes"]}') as object });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(() => fromColumns({ rows: -1, columns: {} })).toThrow(TypeError);
  });
});
