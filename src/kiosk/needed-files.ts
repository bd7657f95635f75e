/** What a configuration needs of its site beside the page itself, so that it can be kept for when the network is gone. */
import type { EngineChoice } from '#core/engine-id.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { ModelIndex } from '#session/model-catalog.api.ts';
import { besideOf } from './beside.ts';
import type { Configuration, Scene } from './configuration.ts';

export interface NeededFile {
  /** On this origin. */
  path: string;
  sha256?: string;
}

export interface Site {
  index: ModelIndex;
  /** Where the configuration is from; undefined for one that was opened as a file. */
  configurationPath: string | undefined;
  /** Undefined where this site has no such model. */
  fileOf: (scene: Scene, engine: EngineChoice) => ModelFile | undefined;
}

/** Each once, and what lists the others last: when that is kept, all of them are. */
export function neededFiles(
  { playlist, attract = [], branding, fallback }: Configuration,
  { index, configurationPath, fileOf }: Site,
): NeededFile[] {
  const scenes = [...playlist, ...attract].flatMap((scene) => [scene, ...besideOf(scene)]);
  const models = scenes.flatMap((scene) => scene.engines.map((engine) => fileOf(scene, engine)));
  const clips = scenes.flatMap(({ source }) => (source.kind === 'clip' ? [source.path] : []));
  const listed = [...models, index.probe].flatMap((file) =>
    file ? [{ path: `/models/${file.file}`, sha256: file.sha256 }] : [],
  );
  const others = [
    ...clips,
    branding.logo,
    branding.font,
    fallback.clip,
    '/models/index.json',
    configurationPath,
  ];
  const plain = others.flatMap((path) => (path === undefined ? [] : [{ path }]));
  return [...new Map([...listed, ...plain].map((file) => [file.path, file])).values()];
}
