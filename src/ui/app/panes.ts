/** Several sources at once, each with one task or more, on one machine. No DOM. */
import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { ClassLabel } from '#core/labels.ts';
import { defaultLook } from '#core/look.ts';
import type { Task } from '#core/result.ts';
import { noLimit, type Budget } from '#core/turns.ts';
import type { ListedModel } from '#models/catalogue.ts';
import type { Feed } from '#session/feed.ts';
import type { SessionGroup } from '#session/session-group.ts';
import type { ModelSettings, Session, SourceKind, SourceSettings } from '#session/session-state.ts';
import type { Catalog } from './catalog.ts';
import { completeModel, fileOf } from './choose-model.ts';
import type { PanesWish } from './panes-url.ts';

/** More would each get so little of a machine that none is of use (guessed). */
export const MOST_PANES = 6;

/** One task on a source. */
export interface PaneTask {
  readonly task: Task;
  readonly session: Session;
  model: ModelSettings | undefined;
  /** Classes of the model that runs; none for a moment after it began. */
  labels: readonly ClassLabel[];
}

/** A source with all that is done with its frames. */
export interface Pane {
  /** Where its frames come from; undefined before it was started. */
  source?: SourceKind;
  readonly feed: Feed;
  readonly tasks: readonly PaneTask[];
}

export interface PanesParts {
  group: SessionGroup;
  catalog: Catalog;
  manifests: readonly ListedModel[];
  labelsOf: (settings: ModelSettings) => Promise<readonly ClassLabel[]>;
}

/** Fires `change` when panes, models, budget or the notice changed. */
export class Panes extends EventTarget {
  readonly catalog: Catalog;
  readonly manifests: readonly ListedModel[];
  panes: readonly Pane[] = [];
  notice: ErrorData | undefined;
  readonly #group: SessionGroup;
  readonly #labelsOf: PanesParts['labelsOf'];

  constructor({ group, catalog, manifests, labelsOf }: PanesParts) {
    super();
    this.#group = group;
    this.catalog = catalog;
    this.manifests = manifests;
    this.#labelsOf = labelsOf;
    catalog.addEventListener('change', () => this.#changed());
  }

  get budget(): Budget {
    return this.#group.budget;
  }

  get isFull(): boolean {
    return this.panes.length >= MOST_PANES;
  }

  /** A pane without frames; its canvases must be attached before `start`. */
  add(tasks: readonly Task[]): Pane {
    const feed = this.#group.add(tasks.length);
    const pane: Pane = {
      feed,
      tasks: tasks.flatMap((task, i) => {
        const session = feed.sessions[i];
        session?.setLook(defaultLook);
        return session ? [{ task, session, model: undefined, labels: [] }] : [];
      }),
    };
    feed.addEventListener('change', () => this.#changed());
    this.panes = [...this.panes, pane];
    this.#changed();
    return pane;
  }

  /** What an address can hold of all that. */
  get wish(): PanesWish {
    const panes = this.panes.flatMap(({ source, tasks }) =>
      source ? [{ source, tasks: tasks.map(({ task, model }) => ({ task, model: model ?? {} })) }] : [],
    );
    return { panes, budget: this.budget };
  }

  /**
   * Resolves when the source is live or failed and each task's model runs or failed. `wanted`: what is asked of the
   * tasks' models, in their order.
   */
  async start(
    pane: Pane,
    source: SourceSettings,
    wanted: readonly Partial<ModelSettings>[] = [],
  ): Promise<void> {
    pane.source = source.kind;
    await this.catalog.loaded();
    const begun = pane.tasks.map((of, i) => {
      const model = completeModel(wanted[i] ?? {}, of.task, this.manifests, this.catalog.runnable);
      return model && this.chooseModel(of, model);
    });
    await Promise.all([pane.feed.set(source), ...begun]);
  }

  /** Another source for a pane that stays as it is. Resolves when it is live or failed. */
  async replace(pane: Pane, source: SourceSettings): Promise<void> {
    pane.source = source.kind;
    this.#changed();
    await pane.feed.set(source);
  }

  async chooseModel(of: PaneTask, model: ModelSettings): Promise<void> {
    of.model = model;
    of.labels = [];
    this.#changed();
    if (!fileOf(this.catalog.runnable, model)) return of.session.closeModel();
    this.#labelsOf(model).then(
      (labels) => {
        if (of.model !== model) return;
        of.labels = labels;
        this.#changed();
      },
      // Without names classes are called by their numbers.
      () => undefined,
    );
    await of.session.setModel(model);
  }

  async remove(pane: Pane): Promise<void> {
    this.panes = this.panes.filter((other) => other !== pane);
    this.#changed();
    await this.#group.remove(pane.feed);
  }

  setBudget(change: Partial<Budget>): void {
    this.#group.setBudget({ ...noLimit, ...this.budget, ...change });
    this.#changed();
  }

  manifestOf(settings: ModelSettings | undefined): ListedModel | undefined {
    return this.manifests.find(({ id }) => id === settings?.model);
  }

  report(thrown: unknown): void {
    this.notice = toErrorData(thrown);
    this.#changed();
  }

  dismiss(): void {
    this.notice = undefined;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
