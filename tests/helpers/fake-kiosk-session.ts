import { VitrineError, type ErrorCode } from '#core/errors/vitrine-error.ts';
import { noModel } from '#session/model-keeper.ts';
import type { ModelSettings, SessionState, SourceSettings, SourceState } from '#session/session-state.ts';
import { noSource } from '#session/source-keeper.ts';

/** A session that does what it is asked at once, and records it. */
export class FakeKioskSession extends EventTarget {
  readonly asked: string[] = [];
  readonly sources: SourceSettings[] = [];
  state = { source: noSource, model: noModel } as SessionState;

  setSource = (settings: SourceSettings) => {
    this.asked.push('setSource');
    this.sources.push(settings);
    this.source({
      status: 'live',
      kind: settings.kind,
      label: 'label' in settings ? settings.label || 'Cam' : '',
    });
    return Promise.resolve();
  };
  setModel = (settings: ModelSettings) => {
    this.asked.push(`setModel ${settings.engine}`);
    this.#patch({ model: { ...noModel, status: 'ready', settings } });
    return Promise.resolve();
  };
  setLook = () => undefined;
  recycle = () => this.#record('recycle');
  stopSource = () => this.#record('stopSource');
  closeModel = () => this.#record('closeModel');
  dispose = () => this.#record('dispose');

  source(change: Partial<SourceState>): void {
    this.#patch({ source: { ...noSource, ...change } });
  }
  failModel(code: ErrorCode): void {
    const { settings } = this.state.model;
    this.#patch({
      model: { ...noModel, status: 'failed', settings, error: new VitrineError(code, 'It failed.') },
    });
  }
  showFrame(summary: object | undefined): void {
    this.dispatchEvent(new CustomEvent('frame', { detail: { summary } }));
  }
  beat(stillMs: number): void {
    this.dispatchEvent(new CustomEvent('beat', { detail: { stillMs } }));
  }

  #patch(change: Partial<SessionState>): void {
    this.state = { ...this.state, ...change };
    this.dispatchEvent(new CustomEvent('statechange', { detail: this.state }));
  }
  #record(what: string): Promise<void> {
    this.asked.push(what);
    return Promise.resolve();
  }
}
