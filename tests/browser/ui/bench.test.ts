import { describe, expect, it, vi } from 'vitest';
import { LOCALE_STATUS_EVENT } from '@lit/localize';
import { Desk } from '#ui/pages/bench/desk.ts';
import { Journal } from '#bench/journal.ts';
import { makePlan } from '#bench/plan.ts';
import { accuracyOf, figuresOf } from '#ui/pages/bench/chart-data.ts';
import '#ui/pages/bench/vt-bench.ts';
import { someMachine, someReport } from '#tests/helpers/bench-reports.ts';
import { all, expectAccessible, find, has, mount, named, settle, textOf } from './mount.ts';

/** A desk that examined `someMachine` and has reports on it, without a worker or a server. */
async function deskWith(...reports: ReturnType<typeof someReport>[]): Promise<Desk> {
  const desk = new Desk(new Journal());
  Object.assign(desk, { status: 'ready', machine: someMachine });
  await desk.openFiles(reports.map((report, i) => new File([JSON.stringify(report)], `r${i}.json`)));
  return desk;
}

describe('the bench', () => {
  it('is accessible with and without a report', async () => {
    const empty = await mount('vt-bench', { desk: await deskWith() });
    expect(textOf(empty)).toContain('software renderer');
    await expectAccessible(empty);
    empty.remove();
    const full = await mount('vt-bench', { desk: await deskWith(someReport(6), someReport(6, { seed: 2 })) });
    await expectAccessible(full);
  });

  it('shows every report with its ratio to the first, and forgets one that is removed', async () => {
    const desk = await deskWith(someReport(4), someReport(4, { seed: 2, factor: 2 }));
    const bench = await mount('vt-bench', { desk });
    const table = find(bench, 'vt-bench-table');
    await settle(table);
    expect(all(table, 'tbody tr')).toHaveLength(8);
    expect(all(table, 'tbody tr').at(-1)!.textContent).toMatch(/(1\.9|2)\d*× \(/);
    named(bench, 'Remove r0').click();
    await settle(bench);
    await settle(table);
    expect(all(table, 'tbody tr')).toHaveLength(4);
  });

  it('says in words why a cell has no figures, and marks what departs', async () => {
    const report = someReport(2);
    Object.assign(report.results[0]!, {
      status: 'hung',
      error: { code: 'stuck', message: 'It did not end within 5 s and was ended.' },
      inference: undefined,
    });
    report.results[1]!.agreement!.agrees = false;
    const bench = await mount('vt-bench', { desk: await deskWith(report) });
    const table = find(bench, 'vt-bench-table');
    await settle(table);
    expect(textOf(table)).toContain('hung: It did not end within 5 s');
    expect(find(table, 'td.departs').textContent).toContain('departs by');
  });

  it('keeps what others published in a table of its own, with the device', async () => {
    const report = someReport(1);
    Object.assign(report.results[0]!.cell, { model: 'ddrnet', variant: 'cityscapes-23-slim' });
    const bench = await mount('vt-bench', { desk: await deskWith(report) });
    expect(textOf(bench)).toContain('102 fps');
    expect(textOf(bench)).toContain('GTX 2080 Ti');
    expect(textOf(find(bench, 'vt-bench-table'))).not.toContain('102 fps');
    await expectAccessible(bench);
  });

  it('saves a chart as SVG with its text as text, and shows accuracy against speed', async () => {
    const report = someReport(6);
    for (const [i, result] of report.results.entries()) {
      const figures = [{ name: 'AP50', value: 0.1 * i, unit: '', better: 'higher' as const }];
      result.accuracy = { set: 'the rendered pack', pictures: 6, figures };
    }
    const bench = await mount('vt-bench', { desk: await deskWith(report) });
    const charts = find(bench, 'vt-bench-charts');
    await settle(charts);
    const select = find<HTMLSelectElement>(charts, 'select');
    const saved: { blob: Blob; name: string }[] = [];
    const blobs = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved.push({ blob: blob as Blob, name: '' });
      return 'about:blank';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.at(-1)!.name = this.download;
    });
    try {
      for (const kind of ['spread', 'accuracy', 'scaling', 'start']) {
        select.value = kind;
        select.dispatchEvent(new Event('change'));
        await settle(charts);
        named(charts, 'Save as SVG').click();
        await vi.waitFor(() => expect(saved.at(-1)?.name).toContain(`vitrine-bench-${kind}-`), 20_000);
        const text = await saved.at(-1)!.blob.text();
        const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
        expect(svg.tagName).toBe('svg');
        expect(Number(svg.getAttribute('width'))).toBeGreaterThan(100);
        expect(svg.textContent).toContain(kind === 'accuracy' ? 'AP50' : 'ms');
        expect(svg.querySelectorAll('path, rect').length).toBeGreaterThan(5);
      }
    } finally {
      blobs.mockRestore();
      vi.restoreAllMocks();
    }
  });

  it('shows recorded accuracy with its data, on an axis of its own and never for what departs', async () => {
    const report = someReport(15);
    const recorded = report.results.filter((result) => result.recorded);
    expect(recorded.length).toBeGreaterThan(2);
    recorded[0]!.agreement!.agrees = false;
    for (const result of recorded) {
      const figures = [{ name: 'AP', value: 0.9, unit: '', better: 'higher' as const }];
      result.accuracy = { set: 'the rendered pack', pictures: 6, figures };
    }
    const desk = await deskWith(report);
    const bench = await mount('vt-bench', { desk });
    expect(textOf(find(bench, 'vt-bench-table'))).toContain('AP 0.411 on coco128 (64 pictures, at 512×512)');
    const [own, other] = figuresOf(desk.shown);
    expect(own!.label).toBe('AP on the rendered pack (6 pictures), judged in the cell');
    expect(other!.label).toBe('AP on coco128 (64 pictures), recorded before');
    const points = (id: string) =>
      accuracyOf(desk.shown, id).flatMap((line) => line.points.map(({ y }) => y));
    expect(points(own!.id)).toEqual(recorded.map(() => 0.9));
    expect(points(other!.id)).toEqual(recorded.slice(1).map(() => 0.4107));
  });

  it('draws its chart anew in another language', async () => {
    const bench = await mount('vt-bench', { desk: await deskWith(someReport(3)) });
    const charts = find(bench, 'vt-bench-charts');
    await vi.waitFor(() => expect(find(charts, 'canvas').getAttribute('height')).not.toBeNull());
    const canvas = find<HTMLCanvasElement>(charts, 'canvas');
    const context = canvas.getContext('2d')!;
    const written: string[] = [];
    const spy = vi.spyOn(context, 'fillText').mockImplementation((text) => void written.push(text));
    try {
      dispatchEvent(new CustomEvent(LOCALE_STATUS_EVENT, { detail: { status: 'ready', readyLocale: 'en' } }));
      await vi.waitFor(() => expect(written).toContain('median'));
    } finally {
      spy.mockRestore();
    }
  });

  it('says which cells were marked, where no pointer is needed to read it', async () => {
    const report = someReport(2);
    report.results[1]!.marks = ['the tab was hidden'];
    const bench = await mount('vt-bench', { desk: await deskWith(report) });
    expect(textOf(find(bench, 'vt-bench-table'))).toContain('the tab was hidden');
  });

  it('takes a video for plans with pipelines, and for no others', async () => {
    const desk = await deskWith();
    const models = [{ model: 'mcnn' }];
    Object.assign(desk, { plan: makePlan({ name: 'x', models, engines: [{ engine: 'ort-wasm' }] }) });
    const bench = await mount('vt-bench', { desk });
    expect(has(bench, 'input[accept="video/*"]')).toBe(false);
    desk.changePlan({ modes: ['bare', 'pipeline'] });
    await settle(find(bench, 'vt-bench-plan'));
    const input = find<HTMLInputElement>(bench, 'input[accept="video/*"]');
    const files = new DataTransfer();
    files.items.add(new File(['x'], 'street.mp4', { type: 'video/mp4' }));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
    await settle(find(bench, 'vt-bench-plan'));
    expect(desk.clip?.name).toBe('street.mp4');
    expect(textOf(find(bench, 'vt-bench-plan'))).toContain('street.mp4');
    await expectAccessible(bench);
  });

  it('takes eight reports and says why not more', async () => {
    const desk = await deskWith(...Array.from({ length: 9 }, () => someReport(1)));
    expect(desk.shown).toHaveLength(8);
    expect(desk.error?.message).toContain('At most 8 reports');
  });
});
