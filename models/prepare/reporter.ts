/** What the commands say while they work. Who calls them as a library may listen, or not. */
export type Stage = 'download' | 'verify' | 'export';

export interface Reporter {
  /** A sentence that stays. */
  say: (line: string) => void;
  /** How far a stage is; `what` names the model. Called often, for several models in turn. */
  progress: (what: string, stage: Stage, loaded: number, total: number) => void;
  /** `what` is ready, and the index lists it. */
  done: (what: string) => void;
  /** `what` could not be made ready. */
  failed: (what: string, error: unknown) => void;
}

const nothing = (): void => undefined;

export const silent: Reporter = { say: nothing, progress: nothing, done: nothing, failed: nothing };
