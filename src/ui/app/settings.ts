import type { Region } from '#core/counting/regions.ts';
import { defaultLook, type Look } from '#core/look.ts';
import type { Task } from '#core/result.ts';
import type { ModelSettings, SourceKind } from '#session/session-state.ts';

export type { SourceKind };

/** What a person has chosen, as the address keeps it. Files cannot be kept: only their kind is. */
export interface Settings {
  task: Task;
  /** Completed against the catalogue by `completeModel`; what is absent takes its default. */
  model: Partial<ModelSettings>;
  source: { kind: SourceKind | undefined; width: number; height: number; frameRate: number };
  look: Look;
  /** Lines and zones at which objects are counted. */
  regions: readonly Region[];
}

export const defaultSettings: Settings = {
  task: 'matting',
  model: {},
  source: { kind: undefined, width: 1280, height: 720, frameRate: 30 },
  look: defaultLook,
  regions: [],
};
