/** Several sources as an address: the Studio's keys for each task's model, with the pane's and the task's number before. */
import { tasks, type Task } from '#core/result.ts';
import { noLimit, type Budget } from '#core/turns.ts';
import type { ModelSettings, SourceKind } from '#session/session-state.ts';
import { MOST_PANES } from './panes.ts';
import { formatSettings, parseSettings } from './settings-url.ts';
import { defaultSettings } from './settings.ts';

/** As many tasks as a source may have. */
const MOST_TASKS = 3;

/** What an address can name of a pane; files and screens need a person each time. */
export interface PaneWish {
  source: SourceKind;
  tasks: readonly { task: Task; model: Partial<ModelSettings> }[];
}

export interface PanesWish {
  panes: readonly PaneWish[];
  budget: Budget;
}

/**
 * `1=scene&1.1=detection&1.1.model=yolox-nano&2=camera&2.1=matting&fps=10&share=0.5`. What is wrong or missing is left
 * out; `?scene=detection,matting` is the short form for the built-in scene.
 */
export function parsePanes(query: string): PanesWish {
  const params = new URLSearchParams(query);
  const panes: PaneWish[] = [];
  const short = (params.get('scene') ?? '').split(',');
  const asked = tasks.filter((task) => short.includes(task)).slice(0, MOST_TASKS);
  if (asked.length > 0) panes.push({ source: 'scene', tasks: asked.map((task) => ({ task, model: {} })) });
  for (let pane = 1; pane <= MOST_PANES && panes.length < MOST_PANES; pane++) {
    const { kind } = parseSettings(
      new URLSearchParams({ source: params.get(`${pane}`) ?? '' }).toString(),
    ).source;
    const wanted = Array.from({ length: MOST_TASKS }, (_, i) => taskAt(params, `${pane}.${i + 1}`));
    const known = wanted.filter((one) => one !== undefined);
    if (kind && known.length > 0) panes.push({ source: kind, tasks: known });
  }
  return {
    panes,
    budget: {
      fps: within(params.get('fps'), 1, 60, noLimit.fps),
      share: within(params.get('share'), 0.1, 1, 1),
    },
  };
}

/** The query string, `?` included; empty where there is nothing to keep. */
export function formatPanes({ panes, budget }: PanesWish): string {
  const params = new URLSearchParams();
  for (const [i, pane] of panes.entries()) {
    params.set(`${i + 1}`, pane.source);
    for (const [j, { task, model }] of pane.tasks.entries()) {
      const name = `${i + 1}.${j + 1}`;
      params.set(name, task);
      const own = new URLSearchParams(formatSettings({ ...defaultSettings, model }));
      own.delete('task');
      for (const [key, value] of own) params.set(`${name}.${key}`, value);
    }
  }
  if (budget.fps !== noLimit.fps) params.set('fps', String(budget.fps));
  if (budget.share !== noLimit.share) params.set('share', String(budget.share));
  const query = params.toString();
  return query && `?${query}`;
}

function taskAt(params: URLSearchParams, name: string): PaneWish['tasks'][number] | undefined {
  const task = tasks.find((each) => each === params.get(name));
  if (!task) return undefined;
  const own = [...params].flatMap(([key, value]) =>
    key.startsWith(`${name}.`) ? [[key.slice(name.length + 1), value]] : [],
  );
  return { task, model: parseSettings(new URLSearchParams(own).toString()).model };
}

function within(text: string | null, least: number, most: number, otherwise: number): number {
  const value = text === null || text === '' ? NaN : Number(text);
  return value >= least && value <= most ? value : otherwise;
}
