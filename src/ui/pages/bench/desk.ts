/** What a person does on the bench's page: choose a plan, run it, lay reports beside each other. No DOM. */
import { msg, str } from '@lit/localize';
import { isAbort, toErrorData, VitrineError, type ErrorData } from '#core/errors/vitrine-error.ts';
import { cellsOf, type Means } from '#bench/cells.ts';
import type { Journal, Unfinished } from '#bench/journal.ts';
import { openFragment, planFragment } from '#bench/link.ts';
import type { Machine } from '#bench/machine.ts';
import { PLAN, readPlan, type Plan } from '#bench/plan.ts';
import { presets, type Preset } from '#bench/presets.ts';
import { readReport, type Report } from '#bench/report.ts';
import { describe, runPlan, type BenchOptions, type Progress } from '#bench/run.ts';
import { manifestOf } from '#models/registry.ts';
import { loadModelIndex } from '#session/model-index.ts';
import type { ModelFile } from '#core/io-spec.ts';

/** A report on the desk; the first is what others are compared with. */
export interface Shown {
  name: string;
  report: Report;
}

const MOST_REPORTS = 8;

/** Fires `change` whenever something of it does. */
export class Desk extends EventTarget {
  status: 'looking' | 'ready' | 'running' = 'looking';
  machine: Machine | undefined;
  files: readonly ModelFile[] = [];
  plan: Plan | undefined;
  /** Undefined: a plan of one's own. */
  preset: Preset['id'] | undefined = 'quick';
  progress: Progress | undefined;
  /** What pipelines run on in place of the built-in scene. */
  clip: File | undefined;
  shown: readonly Shown[] = [];
  unfinished: Unfinished | undefined;
  error: ErrorData | undefined;
  readonly #journal: Journal;
  #abort = new AbortController();

  constructor(journal: Journal) {
    super();
    this.#journal = journal;
  }

  /** Examines the machine and asks the server for its files; a plan from the address stays. */
  async look(): Promise<void> {
    await this.#attempt(async () => {
      const [{ files }, machine, unfinished] = await Promise.all([
        loadModelIndex(),
        describe(),
        this.#journal.unfinished().catch(() => undefined),
      ]);
      Object.assign(this, { files, machine, unfinished });
      if (!this.plan && files.length > 0) this.choosePreset(this.preset ?? 'quick');
    });
    this.status = 'ready';
    this.#changed();
  }

  /** Of the chosen plan here: how many cells, what is left out, or why nothing runs. */
  get outlook(): { cells: number; excluded: { what: string; why: string }[]; error?: ErrorData } {
    const { plan, machine } = this;
    if (!plan || !machine) return { cells: 0, excluded: [] };
    const { engines, threads, adapter } = machine;
    const shaderF16 = adapter?.shaderF16 ?? false;
    const means: Means = { files: this.files, manifest: manifestOf, engines, threads, shaderF16 };
    try {
      const { cells, excluded } = cellsOf(plan, means);
      return { cells: cells.length, excluded };
    } catch (error) {
      return { cells: 0, excluded: [], error: toErrorData(error) };
    }
  }

  choosePreset(id: Preset['id']): void {
    const { machine, files } = this;
    if (!machine) return;
    const preset = presets.find((one) => one.id === id);
    const { engines, threads, adapter } = machine;
    const softwareGpu = adapter?.software ?? true;
    this.preset = id;
    this.plan = preset?.make({ files, engines, threads, softwareGpu });
    this.#changed();
  }

  changePlan(change: Partial<Plan>): void {
    if (!this.plan) return;
    this.plan = { ...this.plan, name: this.preset ? msg('My plan') : this.plan.name, ...change };
    this.preset = undefined;
    this.#changed();
  }

  /** Undefined: the built-in scene again. */
  setClip(clip: File | undefined): void {
    this.clip = clip;
    this.#changed();
  }

  /** The report, also put on the desk; undefined where nothing ran, which `error` explains. */
  async run(
    plan = this.plan,
    options: Omit<BenchOptions, 'onProgress' | 'signal'> = {},
  ): Promise<Report | undefined> {
    if (!plan || this.status === 'running') return undefined;
    this.#abort = new AbortController();
    Object.assign(this, { status: 'running', unfinished: undefined, plan });
    this.#changed();
    let report: Report | undefined;
    await this.#attempt(async () => {
      report = await runPlan(plan, {
        journal: this.#journal,
        ...(this.clip ? { clip: this.clip } : {}),
        ...options,
        signal: this.#abort.signal,
        onProgress: (progress) => {
          this.progress = progress;
          this.#changed();
        },
      });
      this.#show(`${plan.name}, ${report.startedAt.slice(0, 16).replace('T', ' ')}`, report);
    });
    this.status = 'ready';
    this.progress = undefined;
    this.#changed();
    return report;
  }

  resume(): Promise<Report | undefined> {
    const { unfinished } = this;
    return this.run(unfinished?.report.plan, unfinished ? { resume: unfinished } : {});
  }

  async discard(): Promise<void> {
    this.unfinished = undefined;
    this.#changed();
    await this.#journal.clear();
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** A report is laid on the desk, a plan is chosen. */
  async openFiles(files: Iterable<File>): Promise<void> {
    for (const file of files)
      await this.#attempt(async () => {
        const text = await file.text();
        if (text.includes(`"${PLAN.schema}"`) && !text.includes('"results"')) this.#choose(readPlan(text));
        else this.#show(file.name.replace(/\.json$/, ''), readReport(text));
      });
  }

  async openFragment(fragment: string): Promise<void> {
    await this.#attempt(async () => {
      const opened = await openFragment(fragment);
      if (opened?.kind === 'plan') this.#choose(opened.plan);
      if (opened?.kind === 'report')
        this.#show(msg(str`${opened.report.plan.name}, from a link`), opened.report);
    });
  }

  async planAddress(): Promise<string> {
    return this.plan ? `#${await planFragment(this.plan)}` : '';
  }

  remove(name: string): void {
    this.shown = this.shown.filter((one) => one.name !== name);
    this.#changed();
  }

  dismiss(): void {
    this.error = undefined;
    this.#changed();
  }

  #choose(plan: Plan): void {
    Object.assign(this, { plan, preset: undefined });
    this.#changed();
  }

  #show(name: string, report: Report): void {
    if (this.shown.length >= MOST_REPORTS) {
      throw new VitrineError(
        'unsupported',
        msg(str`At most ${MOST_REPORTS} reports lie beside each other: remove one.`),
      );
    }
    const same = this.shown.filter((one) => one.name.replace(/ \(\d+\)$/, '') === name).length;
    this.shown = [...this.shown, { name: same > 0 ? `${name} (${same + 1})` : name, report }];
    this.#changed();
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.error = undefined;
    try {
      await work();
    } catch (error) {
      if (!isAbort(error)) this.error = toErrorData(error);
    }
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
