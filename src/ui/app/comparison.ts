/** What a person has chosen to compare, applied to a pair of sessions. No DOM. */
import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { Look } from '#core/look.ts';
import type { Task } from '#core/result.ts';
import type { ListedModel } from '#models/catalogue.ts';
import type { SessionPair } from '#session/session-pair.ts';
import type { ModelSettings, SourceSettings } from '#session/session-state.ts';
import type { Catalog } from './catalog.ts';
import { completeModel, fileOf } from './choose-model.ts';
import { sideNames, type CompareSettings, type CompareView, type SideName } from './compare-url.ts';

export interface ComparisonParts {
  pair: SessionPair;
  catalog: Catalog;
  manifests: readonly ListedModel[];
  settings: CompareSettings;
  /** Called after each change, to keep the settings in the address. */
  save: (settings: CompareSettings) => void;
}

/** Fires `change` when settings, the catalogue or the notice changed; the pair tells of its own changes itself. */
export class Comparison extends EventTarget {
  readonly pair: SessionPair;
  readonly catalog: Catalog;
  settings: CompareSettings;
  source: SourceSettings | undefined;
  notice: ErrorData | undefined;
  readonly #published: readonly ListedModel[];
  readonly #save: ComparisonParts['save'];

  constructor({ pair, catalog, manifests, settings, save }: ComparisonParts) {
    super();
    this.pair = pair;
    this.catalog = catalog;
    this.#published = manifests;
    this.settings = settings;
    this.#save = save;
    for (const name of sideNames) pair[name].session.setLook(settings.look);
    catalog.addEventListener('change', () => this.#changed());
  }

  /** What can be chosen: the models of this page and those that the person brought. */
  get manifests(): readonly ListedModel[] {
    return this.catalog.withOwn(this.#published);
  }

  /** Full settings of one side's model; undefined while none is known for the task. */
  modelOf(name: SideName): ModelSettings | undefined {
    const { task } = this.settings;
    return completeModel(this.settings[name], task, this.manifests, this.catalog.runnable);
  }

  manifestOf(settings: ModelSettings | undefined): ListedModel | undefined {
    return this.manifests.find(({ id }) => id === settings?.model);
  }

  async chooseSource(source: SourceSettings): Promise<void> {
    this.source = source;
    this.notice = undefined;
    this.#update({ source: { ...this.settings.source, kind: source.kind } });
    await Promise.all([this.pair.feed.set(source), ...sideNames.map((name) => this.#apply(name))]);
  }

  stopSource(): void {
    this.source = undefined;
    this.#update({ source: { ...this.settings.source, kind: undefined } });
    this.pair.feed.stop();
  }

  async chooseTask(task: Task): Promise<void> {
    if (task === this.settings.task) return;
    this.#update({ task, a: {}, b: {} });
    await this.#applyAll();
  }

  async chooseModel(name: SideName, model: ModelSettings): Promise<void> {
    this.#update({ [name]: model });
    await this.#apply(name);
  }

  changeLook(change: Partial<Look>): void {
    const look = { ...this.settings.look, ...change };
    this.#update({ look });
    for (const name of sideNames) this.pair[name].session.setLook(look);
  }

  async setBackground(image: Blob | undefined): Promise<void> {
    await Promise.all(sideNames.map((name) => this.pair[name].session.setBackground(image)));
  }

  changeView(view: CompareView): void {
    this.#update({ view });
  }

  async fetchModel(model: string, variant: string): Promise<void> {
    if (await this.catalog.fetchModel(model, variant)) await this.#applyAll();
  }

  report(thrown: unknown): void {
    this.notice = toErrorData(thrown);
    this.#changed();
  }

  dismiss(): void {
    this.notice = undefined;
    this.#changed();
  }

  async #applyAll(): Promise<void> {
    await Promise.all(sideNames.map((name) => this.#apply(name)));
  }

  /** Loads that side's model, or shows bare frames where it is not here; nothing before the first source. */
  async #apply(name: SideName): Promise<void> {
    if (!this.source) return;
    await this.catalog.loaded();
    const { session } = this.pair[name];
    const model = this.modelOf(name);
    if (model && fileOf(this.catalog.runnable, model)) await session.setModel(model);
    else await session.closeModel();
  }

  #update(change: Partial<CompareSettings>): void {
    this.settings = { ...this.settings, ...change };
    this.#save({
      ...this.settings,
      a: this.modelOf('a') ?? this.settings.a,
      b: this.modelOf('b') ?? this.settings.b,
    });
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
