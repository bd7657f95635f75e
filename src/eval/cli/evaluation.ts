/** What threads and the command alike make of the arguments: the model, the data, and how their classes go together. */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { allSubjects, select, subjectName, type Subject } from '#models/prepare/families.ts';
import { UsageError } from '#models/prepare/cli/arguments.ts';
import type { Context } from '../judges/judge.ts';
import { isJudged, type LabelledData } from '../labelled-data.ts';
import { matchClasses } from '../match-classes.ts';
import { openPack } from '../pack/pack.ts';
import type { EvaluationArguments } from './arguments.ts';
import { openDiskFolder } from './disk-folder.ts';
import { openData } from './layouts.ts';
import { specOf } from './open-network.ts';

export interface Evaluation {
  subject: Subject;
  data: LabelledData;
  context: Context;
  /** Of the data, for a folder's name. */
  name: string;
}

export async function openEvaluation(args: EvaluationArguments): Promise<Evaluation> {
  const [subject, ...others] = select(await allSubjects(), [args.model]);
  if (!subject) throw new VitrineError('model-missing', `no model is called ${args.model}`);
  if (others.length > 0) {
    const names = [subject, ...others].map(subjectName).join(', ');
    throw new UsageError(`${args.model} has several variants; name one of ${names}`);
  }
  const { kind } = subject.manifest;
  if (!isJudged(kind)) throw new UsageError(`Nothing measures models of kind ${kind} here`);
  const whole =
    args.data === undefined ? openPack(kind) : await openData(await openDiskFolder(args.data), args.layout);
  if (whole.kind !== kind) {
    throw new VitrineError(
      'unsupported',
      `${args.model} gives a ${kind}; the data are labelled with a ${whole.kind}.`,
    );
  }
  const name = args.data === undefined ? 'pack' : basename(resolve(args.data));
  const wanted = args.list === undefined ? whole.samples : await listed(whole, name, args.list);
  const data = { ...whole, samples: wanted.slice(0, args.limit) };
  const { labels } = await specOf(subject);
  const match = matchClasses(data.classes, labels);
  return { subject, data, context: { classes: data.classes, match }, name };
}

/** The data's samples that are on the list, in the data's order: a sequence's frames stay in that of time. */
async function listed(
  { samples }: LabelledData,
  folder: string,
  list: string,
): Promise<LabelledData['samples']> {
  const known = new Set(samples.map(({ name }) => name));
  const lines = (await readFile(list, 'utf8')).split(/\r?\n/).filter(Boolean);
  if (lines.length === 0) throw new VitrineError('bad-file', `${list} names no picture`);
  const names = lines.map((line) => {
    const name = [line, line.replace(`${folder}/`, '')].find((each) => known.has(each));
    if (name === undefined)
      throw new VitrineError('bad-file', `the list names ${line}, which is not among the data`);
    return name;
  });
  const wanted = new Set(names);
  return samples.filter(({ name }) => wanted.has(name));
}
