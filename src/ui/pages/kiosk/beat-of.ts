import type { Beat, PictureBeat } from '#kiosk/beat.ts';
import type { VtKioskPicture } from './vt-kiosk-picture.ts';
import type { VtKiosk } from './vt-kiosk.ts';

/** How the wall does, now. */
export function beatOf({ supervisor, pictures: [own, ...beside] }: VtKiosk): Beat {
  if (!own) throw new TypeError('beatOf: the wall must have been rendered');
  return {
    ...pictureBeatOf(own),
    atMs: Date.now(),
    upMs: performance.now(),
    part: supervisor.part,
    beside: beside.map(pictureBeatOf),
    logTotal: supervisor.log.total,
  };
}

function pictureBeatOf({ session, conductor, front }: VtKioskPicture): PictureBeat {
  const { model, source } = session.state;
  const { inferenceFps, inference, frames } = session.reading;
  const { resultAgeMs } = conductor;
  const isRunning = model.status === 'ready' && frames > 0;
  return {
    front,
    scene: conductor.scene?.id,
    model: model.report && model.settings?.model,
    engine: model.report?.engine,
    source: source.label,
    fps: isRunning ? inferenceFps : undefined,
    p95Ms: isRunning ? inference.p95 : undefined,
    resultAgeMs: Number.isFinite(resultAgeMs) ? resultAgeMs : undefined,
  };
}
