/** Makes many models' files: fetches side by side, exports one after the other, keeps the index true throughout. */
import { isAbort } from '#core/errors/vitrine-error.ts';
import { eachAtMost } from './each-at-most.ts';
import {
  allSubjects,
  isEmbedded,
  isUntrained,
  select,
  subjectName,
  type Selection,
  type Subject,
} from './families.ts';
import { removeHalfFiles } from './files.ts';
import { writeIndex } from './index-file.ts';
import { outputFolder } from './paths.ts';
import { prepareSubject, type PrepareContext } from './prepare-subject.ts';
import { prepareProbe } from './probe.ts';
import { reachability } from './reachability.ts';

/** How long a host may take to answer at all: `npm start` goes on without it sooner than who asked for its files. */
const START_WAIT_MS = 3000;
const PREPARE_WAIT_MS = 10_000;

/** Models fetched at a time: more would only share the line, and the memory that their weights take. */
const MAX_FETCHES = 4;

export interface Outcome {
  ready: Subject[];
  failed: Subject[];
}

/** Makes what is selected. What cannot be made is told to the reporter and returned; only an abort rejects. */
export async function prepareModels(selection: Selection, context: PrepareContext): Promise<Outcome> {
  const subjects = await allSubjects();
  const selected = select(subjects, selection.ids, selection.task);
  const wanted = selection.ids?.length ? selected : selected.filter((subject) => !isUntrained(subject));
  return prepareAll(wanted, subjects, PREPARE_WAIT_MS, context);
}

/** For `npm start`: everything that has weights, what the npm packages and this repository hold first. */
export async function prepareForStart(context: PrepareContext): Promise<Outcome> {
  const subjects = await allSubjects();
  const embeddedFirst = subjects
    .filter((subject) => !isUntrained(subject))
    .sort((a, b) => Number(isEmbedded(b)) - Number(isEmbedded(a)));
  return prepareAll(embeddedFirst, subjects, START_WAIT_MS, context);
}

async function prepareAll(
  wanted: readonly Subject[],
  all: readonly Subject[],
  waitMs: number,
  context: PrepareContext,
): Promise<Outcome> {
  const { reporter, signal } = context;
  const urls = wanted.flatMap(({ variant }) => (variant.source.from === 'url' ? [variant.source.url] : []));
  const within = {
    ...context,
    sources: { ...context.sources, isReachable: reachability(urls, waitMs) },
  };
  const failed = new Set<Subject>();
  await removeHalfFiles(outputFolder);
  await prepareProbe();
  await writeIndex(all);
  await eachAtMost(MAX_FETCHES, wanted, async (subject) => {
    signal.throwIfAborted();
    const name = subjectName(subject);
    try {
      const files = await prepareSubject(subject, within);
      // Who hears `done` reads the index next.
      if (files > 0) await writeIndex(all);
      reporter.done(name);
      if (files > 0) reporter.say(`  ${name}: ${files} files made`);
    } catch (error) {
      // Of several files some may have been made before one failed.
      await writeIndex(all);
      if (isAbort(error)) throw error;
      reporter.failed(name, error);
      failed.add(subject);
    }
  });
  return { ready: wanted.filter((subject) => !failed.has(subject)), failed: [...failed] };
}
