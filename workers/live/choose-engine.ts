import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { EngineId } from '#core/engine-id.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { EngineSession } from '#engine/engine.ts';
import { bySpeed, failed, inWords, measure, type Measured } from './measure.ts';

/** What `auto` may take, and how it opens them. */
export interface Choosing {
  candidates: readonly EngineId[];
  /** Why others are not candidates, in plain words. */
  excluded: readonly string[];
  device: GPUDevice | undefined;
  open: (engine: EngineId, bytes: Uint8Array, file: ModelFile) => Promise<EngineSession>;
}

export interface Choice {
  session: EngineSession;
  /** What was measured, in plain words. */
  decision: string;
}

/** Times slower on the probe network that settles it: a real model cannot make that up (guessed). */
const CLEAR_FACTOR = 4;

/** By adapter and model file: measured once in the life of a worker. */
const known = new Map<string, { engine: EngineId; decision: string }>();

/**
 * The engine that runs `file` fastest here. A probe network comes first, so that a hopeless engine never gets the
 * model; engines that are close are then timed on the model itself.
 */
export async function chooseEngine(
  choosing: Choosing,
  cacheKey: string,
  bytes: Uint8Array,
  file: ModelFile,
  signal: AbortSignal,
): Promise<Choice> {
  const { candidates, excluded, open } = choosing;
  const [first] = candidates;
  if (!first)
    throw new VitrineError('unsupported', 'No engine here can run this model.', {
      detail: excluded.join(' '),
    });
  const remembered = known.get(cacheKey);
  if (remembered && candidates.includes(remembered.engine))
    return { session: await open(remembered.engine, bytes, file), decision: remembered.decision };
  if (candidates.length === 1) {
    return { session: await open(first, bytes, file), decision: `${first} alone: ${excluded.join(' ')}` };
  }
  const onProbe = await compareOnProbe(choosing, signal);
  const [best, second] = bySpeed(onProbe);
  if (best && second && second.runMs > best.runMs * CLEAR_FACTOR) {
    const decision = `probe network: ${inWords(onProbe)} a run`;
    const session = await open(best.engine, bytes, file);
    known.set(cacheKey, { engine: best.engine, decision });
    return { session, decision };
  }
  const { session, measured } = await compareOnModel(choosing, bytes, file, signal);
  const decision = `this model: ${inWords(measured)} a run`;
  known.set(cacheKey, { engine: session.conditions.engine, decision });
  return { session, decision };
}

async function compareOnProbe(
  { candidates, open, device }: Choosing,
  signal: AbortSignal,
): Promise<Measured[]> {
  // Loaded only here: it brings the graph builder along.
  const { probeNetwork } = await import('./probe-network.ts');
  const measured: Measured[] = [];
  for (const engine of candidates) {
    const { bytes, file } = probeNetwork();
    try {
      const session = await open(engine, bytes, file);
      try {
        measured.push(await measure(session, device, signal));
      } finally {
        await session.dispose();
      }
    } catch (error) {
      signal.throwIfAborted();
      measured.push(failed(engine, error));
    }
  }
  return measured;
}

/** Opens the model in each candidate and keeps the fastest open. */
async function compareOnModel(
  { candidates, open, device }: Choosing,
  bytes: Uint8Array,
  file: ModelFile,
  signal: AbortSignal,
): Promise<{ session: EngineSession; measured: Measured[] }> {
  const measured: Measured[] = [];
  let best: { session: EngineSession; runMs: number } | undefined;
  for (const engine of candidates) {
    let session: EngineSession | undefined;
    try {
      // The engine keeps what it is given, and the next candidate needs the bytes as well.
      session = await open(engine, bytes.slice(), file);
      const result = await measure(session, device, signal);
      measured.push(result);
      const slower = best && best.runMs <= result.runMs ? session : best?.session;
      if (slower !== session) best = { session, runMs: result.runMs };
      await slower?.dispose();
    } catch (error) {
      await session?.dispose();
      if (signal.aborted) await best?.session.dispose();
      signal.throwIfAborted();
      measured.push(failed(engine, error));
    }
  }
  if (best) return { session: best.session, measured };
  throw new VitrineError('engine-failed', `No engine could run ${file.file}.`, { detail: inWords(measured) });
}
