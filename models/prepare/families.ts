/** The model families of this repository, found by reading the folder: nobody edits a list. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import { sizeOfFile } from './files.ts';
import { familiesFolder } from './paths.ts';
import type { ModelManifest, ModelVariant } from '../manifest.ts';
import type { NetworkProgram } from '../network-program.ts';

/** One thing that can be prepared. */
export interface Subject {
  manifest: ModelManifest;
  variant: ModelVariant;
}

export const subjectName = ({ manifest, variant }: Subject): string => `${manifest.id}/${variant.id}`;

/** Only made when asked for by name: they are many, large, and for measuring speed only. */
export const isUntrained = ({ variant }: Subject): boolean => variant.source.from === 'untrained';

/** `npm start` needs it and can always make it: its weights come with an npm package or with this repository. */
export const isEmbedded = ({ variant: { source } }: Subject): boolean =>
  source.from === 'npm' || source.from === 'own';

/** Every variant of every family, by family name. */
export async function allSubjects(): Promise<Subject[]> {
  const entries = await readdir(familiesFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const manifests = await Promise.all(folders.sort().map(readManifest));
  return manifests
    .filter((manifest) => manifest !== undefined)
    .flatMap((manifest) => manifest.variants.map((variant) => ({ manifest, variant })));
}

async function readManifest(folder: string): Promise<ModelManifest | undefined> {
  const path = join(familiesFolder, folder, 'manifest.ts');
  if ((await sizeOfFile(path)) === undefined) return undefined;
  const { manifest } = (await import(pathToFileURL(path).href)) as { manifest?: ModelManifest };
  if (manifest?.id !== folder) {
    throw new VitrineError(
      'internal',
      `models/${folder}/manifest.ts must export a manifest with the id ${folder}`,
    );
  }
  return manifest;
}

/** The family's network program; only what is prepared is loaded. */
export async function loadProgram({ manifest }: Subject): Promise<NetworkProgram> {
  const path = join(familiesFolder, manifest.id, 'network.ts');
  const { program } = (await import(pathToFileURL(path).href)) as { program?: NetworkProgram };
  if (!program) throw new VitrineError('internal', `models/${manifest.id}/network.ts must export program`);
  return program;
}

export interface Selection {
  /** Each `model` or `model/variant`; none means all. */
  ids?: readonly string[];
  task?: string;
}

/** The subjects that are selected. Throws VitrineError('model-missing') for an id or a task that names nothing. */
export function select(subjects: readonly Subject[], ids: readonly string[] = [], task?: string): Subject[] {
  const ofTask = subjects.filter(({ manifest }) => task === undefined || manifest.task === task);
  if (task !== undefined && ofTask.length === 0) {
    const tasks = [...new Set(subjects.map(({ manifest }) => manifest.task))].join(', ');
    throw new VitrineError('model-missing', `no model has the task ${task}; there are ${tasks}`);
  }
  if (ids.length === 0) return ofTask;
  for (const id of ids) {
    if (!ofTask.some((subject) => names(subject).includes(id))) {
      throw new VitrineError(
        'model-missing',
        `no model is called ${id}; \`npm run models list\` shows them all`,
      );
    }
  }
  return ofTask.filter((subject) => names(subject).some((name) => ids.includes(name)));
}

const names = (subject: Subject): string[] => [subject.manifest.id, subjectName(subject)];

/** Throws VitrineError('bad-shape') for a size that the model's network cannot have. */
export function checkSize(subject: Subject, { width, height }: Size): void {
  const { sizeMultiple } = subject.manifest;
  if (width % sizeMultiple === 0 && height % sizeMultiple === 0) return;
  throw new VitrineError(
    'bad-shape',
    `${subjectName(subject)}: sides must be multiples of ${sizeMultiple}, got ${width} × ${height} (width × height)`,
  );
}
