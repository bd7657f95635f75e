/** One thread of an evaluation: it is sent names of samples that belong together, and answers with their outcomes. */
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '#core/errors/vitrine-error.ts';
import { evaluateSamples } from '../evaluate.ts';
import type { Sample } from '../labelled-data.ts';
import type { EvaluationArguments } from './arguments.ts';
import { openEvaluation } from './evaluation.ts';
import { firstSize, networksOf } from './open-network.ts';
import type { ThreadAnswer } from './threads.ts';

const port = parentPort!;
const args = workerData as EvaluationArguments;
const answer = (message: ThreadAnswer) => port.postMessage(message);

async function start(): Promise<void> {
  const { subject, data, context } = await openEvaluation(args);
  const networkFor = await networksOf(subject, args.size, args.precision);
  // One size for all: opened before the first picture, so that the rate is that of evaluating.
  if (args.size !== 'own' && data.samples.length > 0) await networkFor(firstSize(subject));
  const sampleOf = new Map(data.samples.map((sample) => [sample.name, sample]));
  let work: Promise<void> = Promise.resolve();
  port.on('message', (names: string[]) => {
    work = work
      .then(async () => {
        const samples = names
          .map((name) => sampleOf.get(name))
          .filter((sample): sample is Sample => !!sample);
        const walk = { data, samples, networkFor, context, now: () => performance.now() };
        for await (const outcome of evaluateSamples(walk)) answer({ outcome });
        answer({ idle: true });
      })
      .catch(fail);
  });
  answer({ idle: true });
}

const fail = (thrown: unknown) => answer({ error: toErrorData(thrown) });
await start().catch(fail);
