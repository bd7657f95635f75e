/** The baseline: the whole way from frame to picture as most tutorials write it, in a worker of its own. */
import { openScene } from '#media/scene-source.ts';
import { openVideoFile } from '#media/video-file-source.ts';
import { startBench } from '#workers/bench/bench.client.ts';
import { requestOf, type CellContext, type CellFound } from './bare-cell.ts';
import type { Cell } from './cells.ts';
import { withWorker } from './limited-worker.ts';
import { summarise } from './summary.ts';

/** `clip`: what it runs on; without it the built-in scene. */
export async function runNaiveCell(
  cell: Cell,
  context: CellContext,
  clip: File | undefined,
): Promise<CellFound> {
  const { plan, seed, file, signal, onStage } = context;
  const source = clip ? await openVideoFile(clip, clip.name, signal) : openScene();
  try {
    return await withWorker(startBench, plan.cellSeconds, signal, async (limited) => {
      const request = requestOf({ ...cell, roundTrip: true }, context);
      const found = await limited.client.naive(request, source.connect(), plan.runs, (stage) => {
        if (stage === 'session') limited.restart();
        onStage(stage);
      });
      const { conditions, warmUp, inference, period, age, frames } = found;
      const part: CellFound['part'] = {
        conditions,
        trained: file.trained,
        warmUp,
        inference: summarise([inference], seed),
        period: summarise([period], seed),
        age: summarise([age], seed),
        samples: { inference, period, age },
        frames,
        memory: { modelBytes: file.bytes },
      };
      return { part, outputs: undefined };
    });
  } finally {
    source.close();
  }
}
