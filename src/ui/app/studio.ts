/** What a person has chosen, applied to a session: the one place where choices become calls. No DOM. */
import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { Region } from '#core/counting/regions.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { Look } from '#core/look.ts';
import type { Task } from '#core/result.ts';
import type { ListedModel, ListedVariant } from '#models/catalogue.ts';
import type { ModelSettings, Session, SourceSettings } from '#session/session-state.ts';
import type { UserModel } from '#session/user-models/user-model.ts';
import type { Catalog } from './catalog.ts';
import { completeModel, fileOf, formatOf } from './choose-model.ts';
import { rememberCamera } from './remembered.ts';
import { RoundTripLog } from './round-trip-log.ts';
import type { Settings } from './settings.ts';

export interface StudioParts {
  session: Session;
  catalog: Catalog;
  manifests: readonly ListedModel[];
  /** A model's classes, which are only needed when it runs. */
  loadLabels: (model: string, variant: string) => Promise<readonly ClassLabel[]>;
  settings: Settings;
  /** Called after each change, to keep the settings in the address. */
  save: (settings: Settings) => void;
}

/** Fires `change` when settings, the catalogue or the notice changed; the session tells of its own changes itself. */
export class Studio extends EventTarget {
  readonly session: Session;
  readonly catalog: Catalog;
  readonly roundTrips = new RoundTripLog();
  settings: Settings;
  /** The source asked for last, for trying again. */
  source: SourceSettings | undefined;
  /** The model whose results are shown: the former one while another loads. */
  running: ModelSettings | undefined;
  /** Its classes; none for a moment after it began. */
  labels: readonly ClassLabel[] = [];
  /** True from the first choice of a source on: before, no worker is needed. */
  begun = false;
  /** A failure that belongs to no other part of the state (a file of the wrong kind, a snapshot that failed). */
  notice: ErrorData | undefined;
  private readonly published: readonly ListedModel[];
  private readonly save: StudioParts['save'];
  private readonly loadLabels: StudioParts['loadLabels'];
  private readonly lastOfTask = new Map<Task, Partial<ModelSettings>>();

  constructor({ session, catalog, manifests, loadLabels, settings, save }: StudioParts) {
    super();
    this.session = session;
    this.catalog = catalog;
    this.published = manifests;
    this.loadLabels = loadLabels;
    this.settings = settings;
    this.save = save;
    catalog.addEventListener('change', () => this.changed());
    session.addEventListener('statechange', () => this.follow());
    session.addEventListener('meter', () => this.recordWay());
  }

  /** What can be chosen: the models of this page and those that the person brought. */
  get manifests(): readonly ListedModel[] {
    return this.catalog.withOwn(this.published);
  }

  /** Full settings of the chosen task's model; undefined while no model is known for it. */
  get model(): ModelSettings | undefined {
    return completeModel(this.settings.model, this.settings.task, this.manifests, this.catalog.runnable);
  }

  /** True where the server has a file for the chosen model. */
  get modelIsHere(): boolean {
    const { model } = this;
    return model !== undefined && fileOf(this.catalog.runnable, model) !== undefined;
  }

  manifestOf(settings: ModelSettings | undefined): ListedModel | undefined {
    return this.manifests.find(({ id }) => id === settings?.model);
  }

  variantOf(settings: ModelSettings | undefined): ListedVariant | undefined {
    return this.manifestOf(settings)?.variants.find(({ id }) => id === settings?.variant);
  }

  /** Starts what needs a worker; safe to call again. */
  async begin(): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    this.session.setLook(this.settings.look);
    this.changed();
    await this.applyModel();
  }

  async chooseSource(source: SourceSettings): Promise<void> {
    this.notice = undefined;
    this.source = source;
    const { kind } = source;
    const camera =
      kind === 'camera' ? { width: source.width, height: source.height, frameRate: source.frameRate } : {};
    this.update({ source: { ...this.settings.source, ...camera, kind } });
    // The picture first: the model loads while it is already live.
    await Promise.all([this.session.setSource(source), this.begin()]);
  }

  async stopSource(): Promise<void> {
    this.source = undefined;
    this.update({ source: { ...this.settings.source, kind: undefined } });
    await this.session.stopSource();
  }

  async chooseTask(task: Task): Promise<void> {
    if (task === this.settings.task) return;
    this.lastOfTask.set(this.settings.task, this.settings.model);
    this.update({ task, model: this.lastOfTask.get(task) ?? {} });
    await this.applyModel();
  }

  async chooseModel(model: ModelSettings): Promise<void> {
    this.update({ model, task: this.manifestOf(model)?.task ?? this.settings.task });
    await this.applyModel();
  }

  /** A model that was just made from a person's file runs at once, on the engine that was chosen. */
  async chooseOwn({ manifest }: UserModel): Promise<void> {
    await this.catalog.loadOwn();
    const { engine = 'auto' } = this.settings.model;
    const wanted = { model: manifest.id, engine: formatOf(engine) === 'onnx' ? engine : 'auto' } as const;
    const model = completeModel(wanted, manifest.task, this.manifests, this.catalog.runnable);
    if (model) await this.chooseModel(model);
  }

  async deleteOwn(id: string): Promise<void> {
    await this.catalog.deleteOwn(id);
    if (this.settings.model.model !== id) return;
    this.update({ model: {} });
    await this.applyModel();
  }

  async setRoundTrip(roundTrip: boolean): Promise<void> {
    if (this.model) await this.chooseModel({ ...this.model, roundTrip });
  }

  async fetchModel(model: string, variant: string): Promise<void> {
    if (!(await this.catalog.fetchModel(model, variant))) return;
    if (this.model?.model === model && this.model.variant === variant) await this.applyModel();
  }

  async retry(what: 'source' | 'model'): Promise<void> {
    if (what === 'model') await this.applyModel();
    else if (this.source) await this.chooseSource(this.source);
  }

  changeLook(change: Partial<Look>): void {
    this.update({ look: { ...this.settings.look, ...change } });
    this.session.setLook(this.settings.look);
  }

  /** Who crosses a line has to be followed, so a first one has objects followed. */
  changeRegions(regions: readonly Region[]): void {
    const isFirst = this.settings.regions.length === 0 && regions.length > 0;
    this.update({ regions });
    if (isFirst && !this.settings.look.tracking) this.changeLook({ tracking: true });
  }

  /** Everything that these settings say, but for the source: that stays. */
  async usePreset({ task, model, look, regions }: Settings): Promise<void> {
    this.update({ task, model, look, regions });
    this.session.setLook(look);
    await this.applyModel();
  }

  report(thrown: unknown): void {
    this.notice = toErrorData(thrown);
    this.changed();
  }

  dismiss(): void {
    this.notice = undefined;
    this.changed();
  }

  /** Loads the chosen model, or shows bare frames where it is not here; nothing before the first source. */
  async applyModel(): Promise<void> {
    if (!this.begun) return;
    await this.catalog.loaded();
    const { model } = this;
    if (model && this.modelIsHere) await this.session.setModel(model);
    else await this.session.closeModel();
  }

  private update(change: Partial<Settings>): void {
    this.settings = { ...this.settings, ...change };
    this.save({ ...this.settings, model: this.model ?? this.settings.model });
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }

  /** Follows the session: which model's results are shown, and which camera worked. */
  private follow(): void {
    const { model, source } = this.session.state;
    if (model.status === 'ready' && model.settings) this.show(model.settings);
    if (model.status === 'none') this.running = undefined;
    if (source.status === 'live' && this.source?.kind === 'camera') {
      rememberCamera({ deviceId: this.source.deviceId, label: source.label });
    }
  }

  /** Hidden classes are indices into the labels of one model: with other labels they mean nothing. */
  private show(settings: ModelSettings): void {
    const before = this.running;
    this.running = settings;
    if (before?.model === settings.model && before.variant === settings.variant) return;
    this.labels = [];
    this.takeLabels(settings).catch((thrown: unknown) => this.report(thrown));
    if (before && this.settings.look.hiddenClasses.length > 0) this.changeLook({ hiddenClasses: [] });
  }

  private async takeLabels(settings: ModelSettings): Promise<void> {
    const own = this.catalog.own.find(({ manifest }) => manifest.id === settings.model)?.manifest;
    const labels = own?.labels ?? (await this.loadLabels(settings.model, settings.variant));
    if (this.running?.model !== settings.model || this.running.variant !== settings.variant) return;
    this.labels = labels;
    this.changed();
  }

  private recordWay(): void {
    const { model, source } = this.session.state;
    if (model.status !== 'ready' || !model.settings || !model.report || this.session.state.phase !== 'live')
      return;
    const { model: id, variant, size, precision } = model.settings;
    const key = [
      id,
      variant,
      size.width,
      size.height,
      precision,
      model.report.engine,
      source.kind,
      source.label,
    ].join();
    this.roundTrips.record(key, model.report.roundTrip ? 'roundTrip' : 'direct', this.session.reading);
  }
}
