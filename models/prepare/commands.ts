/** The subcommands of `npm run models`. Each resolves to the exit code. */
import { join } from 'node:path';
import { isAbort } from '#core/errors/vitrine-error.ts';
import { hashOf } from './download.ts';
import { allSubjects, select, subjectName, type Subject } from './families.ts';
import { sizeOfFile } from './files.ts';
import { readIndex, writeIndex } from './index-file.ts';
import { outputFolder } from './paths.ts';
import { prepareSubject, staleArtefacts, type PrepareContext } from './prepare.ts';
import { prepareProbe } from './probe.ts';
import { reachability } from './reachability.ts';
import { megabytes, type Reporter } from './report.ts';

/** How long a host may take to answer at all: `npm start` goes on without it sooner than who asked for its files. */
const START_WAIT_MS = 3000;
const PREPARE_WAIT_MS = 10_000;

export interface Selection {
  ids: readonly string[];
  task?: string;
}

/** Shows every model with its source, licence and how many of its files are ready. */
export async function list(say: Reporter['say']): Promise<number> {
  const subjects = await allSubjects();
  const rows = await Promise.all(
    subjects.map(async (subject) => {
      const { manifest, variant } = subject;
      const [stale, planned] = [await staleArtefacts(subject), variant.sizes.length * 2];
      return [
        subjectName(subject),
        manifest.task,
        variant.source.from === 'npm' ? `npm ${variant.source.package}` : variant.source.from,
        megabytes(variant.source.bytes),
        variant.licence.weights,
        stale.length === 0 ? 'ready' : `${stale.length} of ${Math.max(planned, stale.length)} files to make`,
      ];
    }),
  );
  const table = [['model', 'task', 'from', 'download', 'licence of the weights', 'state'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  table.forEach((row) =>
    say(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    ),
  );
  return 0;
}

/** Makes what is selected; 1 when something could not be made. */
export async function prepare(selection: Selection, context: PrepareContext): Promise<number> {
  const subjects = await allSubjects();
  const wanted = select(subjects, selection.ids, selection.task);
  const failed = await prepareAll(wanted, subjects, within(PREPARE_WAIT_MS, wanted, context));
  return failed.length === 0 ? 0 : 1;
}

/** For `npm start`: what the npm packages hold must be made, what lies elsewhere is tried. */
export async function start(context: PrepareContext): Promise<number> {
  const subjects = await allSubjects();
  const embeddedFirst = subjects.toSorted(
    (a, b) => Number(b.manifest.embedded) - Number(a.manifest.embedded),
  );
  const failed = await prepareAll(embeddedFirst, subjects, within(START_WAIT_MS, subjects, context));
  const { say } = context.reporter;
  const needed = failed.filter(({ manifest }) => manifest.embedded);
  if (needed.length > 0) {
    say(`Vitrine cannot start: ${needed.map(subjectName).join(', ')} could not be prepared.`);
    return 1;
  }
  const ready = subjects.length - failed.length;
  const rest =
    failed.length === 0 ? '' : '; the others can be fetched later in the page or by `npm run models`';
  say(`Models: ${ready} of ${subjects.length} ready${rest}.`);
  return 0;
}

/** The context with hosts that do not answer within `waitMs` left out. */
function within(waitMs: number, subjects: readonly Subject[], context: PrepareContext): PrepareContext {
  const urls = subjects.flatMap(({ variant }) => (variant.source.from === 'url' ? [variant.source.url] : []));
  return { ...context, sources: { ...context.sources, isReachable: reachability(urls, waitMs) } };
}

async function prepareAll(
  wanted: readonly Subject[],
  all: readonly Subject[],
  context: PrepareContext,
): Promise<Subject[]> {
  const { reporter, signal } = context;
  const failed: Subject[] = [];
  try {
    await prepareProbe();
    for (const subject of wanted) {
      signal.throwIfAborted();
      try {
        const files = await prepareSubject(subject, context);
        reporter.done(subjectName(subject));
        if (files > 0) reporter.say(`  ${subjectName(subject)}: ${files} files made`);
      } catch (error) {
        if (isAbort(error)) throw error;
        reporter.failed(subjectName(subject), error);
        failed.push(subject);
      }
    }
  } finally {
    await writeIndex(all);
  }
  return failed;
}

/** Reads every listed file anew and compares its length and hash; 1 when one is not what the index says. */
export async function verify(say: Reporter['say'], signal: AbortSignal): Promise<number> {
  const index = await readIndex();
  if (!index) {
    say('Nothing is prepared yet; `npm run models prepare` does that.');
    return 1;
  }
  const listed = [...index.files, ...(index.probe ? [index.probe] : [])];
  let broken = 0;
  for (const { file, bytes, sha256 } of listed) {
    const path = join(outputFolder, file);
    const length = await sizeOfFile(path);
    const problem =
      length === undefined
        ? 'missing'
        : length !== bytes
          ? `${length} bytes instead of ${bytes}`
          : (await hashOf(path, { signal, onProgress: () => undefined })) !== sha256
            ? 'its SHA-256 differs'
            : undefined;
    if (problem) {
      broken++;
      say(`  ${file}: ${problem}`);
    }
  }
  say(`${listed.length - broken} of ${listed.length} files are as listed.`);
  if (broken > 0) say('Delete the broken ones and run `npm run models prepare`.');
  return broken === 0 ? 0 : 1;
}
