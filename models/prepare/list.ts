/** What models there are, where their weights come from, and what of them is ready. */
import { join } from 'node:path';
import { hashIn } from './checksum.ts';
import { allSubjects, select, subjectName, type Selection, type Subject } from './families.ts';
import { sizeOfFile } from './files.ts';
import { downloadsFolder } from './paths.ts';
import { artefactsOf } from './plan.ts';
import { staleArtefacts } from './prepare-subject.ts';
import { mirrorFolder } from './sources.ts';

export interface ListedModel {
  /** `model/variant`. */
  id: string;
  task: string;
  /** SPDX id of the weights. */
  licence: string;
  weights: string;
  /** Of the weights as published; undefined where there are none. */
  sizeBytes: number | undefined;
  /** Files in public/models that are up to date, and how many there would be. */
  ready: number;
  files: number;
}

export async function listModels(selection: Selection = {}, mirror?: string): Promise<ListedModel[]> {
  const subjects = select(await allSubjects(), selection.ids, selection.task);
  return Promise.all(
    subjects.map(async (subject) => {
      const { manifest, variant } = subject;
      const { length: files } = await artefactsOf(subject);
      return {
        id: subjectName(subject),
        task: manifest.task,
        licence: variant.licence.weights,
        weights: await weightsState(subject, mirror),
        sizeBytes: 'bytes' in variant.source ? variant.source.bytes : undefined,
        ready: files - (await staleArtefacts(subject)).length,
        files,
      };
    }),
  );
}

async function weightsState({ variant: { source } }: Subject, mirror?: string): Promise<string> {
  switch (source.from) {
    case 'npm':
      return 'in an npm package';
    case 'untrained':
      return 'untrained: speed only';
    case 'own':
      return 'in this repository';
    case 'url': {
      const lies = async (folder: string) =>
        (await sizeOfFile(join(folder, hashIn(source)))) === source.bytes;
      if (await lies(downloadsFolder)) return 'downloaded';
      const folder = mirror && mirrorFolder(mirror);
      return folder && (await lies(folder)) ? 'in the mirror' : 'to download';
    }
    default:
      return source.from;
  }
}
