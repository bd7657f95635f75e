/** One thread of bar:own-weights: it is sent pieces, and answers each with its outcome. */
import { basename, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import { brighten } from '#tests/helpers/evaluation-brightening.ts';
import { addCamvidFrame, camvidConfusion } from '#tests/helpers/evaluation-camvid.ts';
import { countCrowds } from '#tests/helpers/evaluation-crowd.ts';
import { EvaluationModel } from '#tests/helpers/evaluation-model.ts';
import { readRgba } from '#tests/helpers/read-rgba.ts';
import type { Outcome, Piece } from './piece.ts';

export type PieceAnswer = { outcome: Outcome } | { error: ErrorData };

/** The folder of labelled data. */
const root = workerData as string;

async function measure(piece: Piece): Promise<Outcome> {
  const { id, task, pictures } = piece;
  if (task === 'counting') {
    const names = pictures.map((path) => path.replace(/^crowd\//, ''));
    const { pairs } = await countCrowds(id, root, names, piece.at);
    pairs.forEach(({ truth, found }, i) =>
      console.log(`${id} ${names[i]} ${found.toFixed(1)} of ${truth}, ${piece.at}`),
    );
    return { task, at: piece.at, pairs };
  }
  const model = await EvaluationModel.open(id);
  try {
    if (task === 'segmentation') {
      const confusion = camvidConfusion(model);
      for (const path of pictures) await addCamvidFrame(root, basename(path), model, confusion);
      console.log(`${id} on ${pictures.length} frames from ${basename(pictures[0]!)}`);
      return { task, confusion };
    }
    const read = await Promise.all(pictures.map((path) => readRgba(join(root, path))));
    const brightening = await brighten(model, read, piece.stops);
    const { before, after } = brightening;
    console.log(
      `${id}, ${piece.stops} stops darker: ${before.toFixed(4)} dB before, ${after.toFixed(4)} dB after`,
    );
    return { task, stops: piece.stops, brightening };
  } finally {
    await model.close();
  }
}

const answer = (message: PieceAnswer) => parentPort!.postMessage(message);

parentPort!.on('message', (piece: Piece) => {
  measure(piece).then(
    (outcome) => answer({ outcome }),
    (thrown: unknown) => answer({ error: toErrorData(thrown) }),
  );
});
