/** Tells the wall's heart-beat on the origin's channel, and by HTTP where the address names a path that takes it. */
import { BEAT_CHANNEL, BeatTeller, POSTED_BEAT_MS, type Beat } from '#kiosk/beat.ts';

/** @param query of the page's address; `beat=/path` of this origin is sent each beat as JSON by POST. */
export function beatTeller(query: string): BeatTeller {
  const channel = new BroadcastChannel(BEAT_CHANNEL);
  const path = new URLSearchParams(query).get('beat');
  const url = path === null ? undefined : new URL(path, location.href);
  const isOurs = url !== undefined && url.origin === location.origin;
  return new BeatTeller(
    (beat) => channel.postMessage(beat),
    isOurs ? (beat) => void post(url, beat) : undefined,
  );
}

/** The next one says the same: what does not get through is not sent again. */
async function post(url: URL, beat: Beat): Promise<void> {
  const signal = AbortSignal.timeout(POSTED_BEAT_MS);
  const headers = { 'Content-Type': 'application/json' };
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(beat), signal }).catch(() => undefined);
}
