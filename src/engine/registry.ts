/** Engines, found by folder: nobody edits a list. Probes are tiny and eager; an engine's code loads when it opens. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { EngineId, Support } from '#core/engine-id.ts';
import type { Engine } from './engine.ts';

export interface EngineModule {
  engine: Engine;
}

/** `import.meta.glob` of `<engine-id>/engine.ts`, made by the worker that hosts these engines. */
export type EngineModules = Record<string, () => Promise<EngineModule>>;

const probes = import.meta.glob<{ probe: Engine['probe'] }>('./*/probe.ts', { eager: true });

let probed: Promise<Record<EngineId, Support>> | undefined;

/** What each engine says of this machine; asked once, because probing makes graphics contexts. */
export function probeEngines(): Promise<Record<EngineId, Support>> {
  probed ??= askEngines();
  return probed;
}

async function askEngines(): Promise<Record<EngineId, Support>> {
  const entries = await Promise.all(
    Object.entries(probes).map(async ([path, { probe }]) => [folderOf(path), await probe()] as const),
  );
  return Object.fromEntries(entries) as Record<EngineId, Support>;
}

/** The engines of one worker. */
export class EngineRegistry {
  readonly #loaders: Map<string, () => Promise<EngineModule>>;

  constructor(modules: EngineModules) {
    this.#loaders = new Map(Object.entries(modules).map(([path, load]) => [folderOf(path), load]));
  }

  get ids(): EngineId[] {
    return [...this.#loaders.keys()] as EngineId[];
  }

  async load(id: EngineId): Promise<Engine> {
    const load = this.#loaders.get(id);
    if (!load) {
      const hosted = this.ids.join(', ');
      throw new VitrineError('unsupported', `This worker has the engines ${hosted}; got ${id}.`);
    }
    return (await load()).engine;
  }
}

function folderOf(path: string): string {
  return path.split('/').at(-2) ?? path;
}
