import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { EngineSession } from '#engine/engine.ts';
import type { EngineRegistry } from '#engine/registry.ts';
import { chooseLayout } from '#eval/choose-layout.ts';
import { evaluateSamples, predict, type Network, type SampleOutcome } from '#eval/evaluate.ts';
import type { Context } from '#eval/judges/judge.ts';
import { isJudged, type JudgedKind, type LabelledData, type Layout } from '#eval/labelled-data.ts';
import { matchClasses } from '#eval/match-classes.ts';
import { openPack } from '#eval/pack/pack.ts';
import { reportOf, type Report } from '#eval/report.ts';
import { worstPicture } from '#eval/worst-picture.ts';
import { downloadModel, verifyModel } from '../shared/download.ts';
import { modelSpecOf } from '../shared/model-spec.ts';
import { droppedFolder, pngOf } from './dropped-folder.ts';
import type { EvaluationApi, EvaluationRequest, EvaluationResult } from './eval.api.ts';

const layouts = import.meta.glob<Layout>('../../src/eval/layouts/*.ts', { import: 'layout' });
const never = new AbortController().signal;

export class EvaluationWorker implements EvaluationApi {
  readonly #engines: EngineRegistry;

  constructor(engines: EngineRegistry) {
    this.#engines = engines;
  }

  async run(
    request: EvaluationRequest,
    onProgress: (done: number, total: number) => void,
  ): Promise<EvaluationResult> {
    const { model, limit, worst, threads } = request;
    const { kind, input, composer } = await modelSpecOf(model);
    if (!isJudged(kind))
      throw new VitrineError('unsupported', `Nothing measures results of the kind ${kind}.`);
    const whole = await openData(request.data, kind);
    const data = { ...whole, samples: whole.samples.slice(0, limit) };
    const labels = composer.labels.map(({ name }) => name);
    const context = { classes: data.classes, match: matchClasses(data.classes, labels) };
    const session = await this.#open(model, threads);
    const spec = { input, outputs: composer.outputs, labels, nms: composer.nms, decode: composer.decode };
    const network: Network = { spec, size: model.size, run: runnerOf(session) };
    const outcomes: SampleOutcome[] = [];
    const startMs = performance.now();
    const now = () => performance.now();
    const networkFor = () => Promise.resolve(network);
    for await (const outcome of evaluateSamples({ data, samples: data.samples, networkFor, context, now })) {
      outcomes.push(outcome);
      onProgress(outcomes.length, data.samples.length);
    }
    const { width, height } = model.size;
    const report = reportOf({
      model: {
        id: `${model.model}/${model.variant}`,
        size: `${width}×${height}`,
        precision: model.precision,
        trained: model.trained,
      },
      data,
      context,
      outcomes,
      conditions: `${session.conditions.engine}, ${session.conditions.threads} thread(s), ${navigator.userAgent}`,
      made: new Date(),
      picturesPerSecond: (1000 * outcomes.length) / (performance.now() - startMs),
      worst,
    });
    const pictures = await paintWorst(report, data, context, network);
    await session.dispose();
    return { report, pictures };
  }

  async #open(file: ModelFile, threads: number): Promise<EngineSession> {
    const engine = await this.#engines.load('ort-wasm');
    const bytes = await downloadModel(file, never, () => undefined);
    await verifyModel(bytes, file);
    return engine.open(bytes, file, { io: 'bound', graphCapture: false, threads }, never);
  }
}

async function openData(data: EvaluationRequest['data'], kind: JudgedKind): Promise<LabelledData> {
  if (data === 'pack') return openPack(kind);
  const loaded = Object.entries(layouts).map(
    async ([path, load]) => [path.split('/').at(-1)?.replace('.ts', '') ?? path, await load()] as const,
  );
  const folder = droppedFolder(data);
  const opened = await chooseLayout(new Map(await Promise.all(loaded)), folder.files).open(folder);
  if (opened.kind === kind) return opened;
  throw new VitrineError(
    'unsupported',
    `The model gives a ${kind}, the folder is labelled with a ${opened.kind}.`,
  );
}

function runnerOf(session: EngineSession): Network['run'] {
  const { io } = session;
  if (io.location !== 'cpu') throw new VitrineError('internal', 'an evaluation wants its tensors on the CPU');
  return async ({ data }, isCut) => {
    if (isCut) session.reset();
    io.input.data.set(data);
    await session.run();
    return Object.fromEntries(io.outputs);
  };
}

async function paintWorst(
  report: Report,
  data: LabelledData,
  { classes, match }: Context,
  network: Network,
): Promise<Blob[]> {
  const pictures: Blob[] = [];
  for (const { sample: name } of report.worst) {
    const sample = data.samples.find((one) => one.name === name);
    if (!sample) continue;
    const { picture, truth } = await sample.load();
    const { prediction } = await predict(network, picture, true);
    pictures.push(await pngOf(worstPicture(picture, truth, prediction, classes, match)));
  }
  return pictures;
}
