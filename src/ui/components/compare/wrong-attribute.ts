import { VitrineError } from '#core/errors/vitrine-error.ts';
import { tasks } from '#core/result.ts';
import { catalogue } from '#models/catalogue.ts';
import { compareViews, sideNames, type SideName } from '../../app/compare-url.ts';
import { parseSettings } from '../../app/settings-url.ts';

/** What a page wrote for `<vt-compare>`. */
type Attributes = Record<SideName | 'source' | 'query', string>;

/** The first thing that the attributes ask for and that there is not: in an address it is passed over, here its author is told. */
export function wrongAttribute(attributes: Attributes): VitrineError | undefined {
  const { source, query } = attributes;
  const asked = new URLSearchParams(query);
  const problem =
    unlessOneOf('source', source, ['', 'scene', 'camera']) ??
    unlessOneOf('query: task', asked.get('task') ?? tasks[0], tasks) ??
    unlessOneOf('query: view', asked.get('view') ?? compareViews[0], compareViews) ??
    sideNames.map((name) => problemOfSide(name, attributes[name], parseSettings(query).task)).find(Boolean);
  return problem === undefined ? undefined : new VitrineError('bad-attribute', problem);
}

function problemOfSide(name: SideName, value: string, task: string): string | undefined {
  for (const [key, asked] of new URLSearchParams(value)) {
    const { model } = parseSettings(new URLSearchParams({ [key]: asked }).toString());
    if (Object.keys(model).length === 0) return `${name}: "${key}=${asked}" is not understood`;
    if (key !== 'model') continue;
    const known = catalogue.find(({ id }) => id === asked);
    if (!known) return `${name}: there is no model "${asked}"`;
    if (known.task !== task) return `${name}: the model "${asked}" is for ${known.task}, the task is ${task}`;
  }
  return undefined;
}

function unlessOneOf(what: string, found: string, known: readonly string[]): string | undefined {
  return known.includes(found) ? undefined : `${what} must be one of ${known.join(', ')}, found "${found}"`;
}
