import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { EngineId } from '#core/engine-id.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { EngineSession } from '#engine/engine.ts';
import { bySpeed, failed, inWords, measure, type Measured } from './measure.ts';

export interface OpenableModel {
  bytes: Uint8Array;
  file: ModelFile;
}

/** What `auto` may take, and how it opens them. */
export interface Choosing {
  candidates: readonly EngineId[];
  /** Why others are not candidates, in plain words. */
  excluded: readonly string[];
  /** Names the adapter: measurements are kept by it for the life of the worker. */
  adapter: string;
  device: GPUDevice | undefined;
  /** A small network for a first comparison; without it the model itself is timed at once. */
  loadProbe: () => Promise<OpenableModel | undefined>;
  open: (engine: EngineId, model: OpenableModel) => Promise<EngineSession>;
}

export interface Choice {
  session: EngineSession;
  /** What was measured, in plain words. */
  decision: string;
}

/** Times slower on the probe network that settles it: a real model cannot make that up (guessed). */
const CLEAR_FACTOR = 4;

/** Measured once in the life of a worker. */
const probesByAdapter = new Map<string, Measured[]>();
const choicesByModel = new Map<string, { engine: EngineId; decision: string }>();

/**
 * The engine that runs `model` fastest here. A probe network comes first, so that a hopeless engine never gets the
 * model; engines that are close are then timed on the model itself.
 */
export async function chooseEngine(
  choosing: Choosing,
  model: OpenableModel,
  signal: AbortSignal,
): Promise<Choice> {
  const { candidates, excluded, adapter, open } = choosing;
  const [first, ...others] = candidates;
  if (!first) {
    const detail = excluded.join(' ');
    throw new VitrineError('unsupported', `No engine here can run ${model.file.file}.`, { detail });
  }
  if (others.length === 0) {
    return { session: await open(first, model), decision: `${first} alone: ${excluded.join(' ')}` };
  }
  const key = `${adapter} ${model.file.sha256}`;
  const known = choicesByModel.get(key);
  if (known) return { session: await open(known.engine, model), decision: known.decision };
  const choice =
    (await clearWinner(choosing, model, signal)) ?? (await fastestOnModel(choosing, model, signal));
  choicesByModel.set(key, { engine: choice.session.conditions.engine, decision: choice.decision });
  return choice;
}

/** Undefined when the probe network leaves it open, or when there is none. */
async function clearWinner(
  choosing: Choosing,
  model: OpenableModel,
  signal: AbortSignal,
): Promise<Choice | undefined> {
  const known = probesByAdapter.get(choosing.adapter);
  const measured = known ?? (await compareOnProbe(choosing, signal));
  probesByAdapter.set(choosing.adapter, measured);
  const [best, second] = bySpeed(measured);
  if (!best || !second || second.runMs < best.runMs * CLEAR_FACTOR) return undefined;
  const session = await choosing.open(best.engine, model);
  return { session, decision: `probe network: ${inWords(measured)} a run` };
}

async function compareOnProbe(choosing: Choosing, signal: AbortSignal): Promise<Measured[]> {
  const { candidates, device, loadProbe, open } = choosing;
  const probe = await loadProbe();
  if (!probe) return [];
  const measured: Measured[] = [];
  for (const engine of candidates) {
    try {
      const session = await open(engine, { ...probe, bytes: probe.bytes.slice() });
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
async function fastestOnModel(
  choosing: Choosing,
  model: OpenableModel,
  signal: AbortSignal,
): Promise<Choice> {
  const measured: Measured[] = [];
  let best: { session: EngineSession; runMs: number } | undefined;
  for (const engine of choosing.candidates) {
    let session: EngineSession | undefined;
    try {
      // An engine keeps what it is given, and the next candidate needs the bytes as well.
      session = await choosing.open(engine, { ...model, bytes: model.bytes.slice() });
      const result = await measure(session, choosing.device, signal);
      measured.push(result);
      const isBetter = !best || result.runMs < best.runMs;
      const loser = isBetter ? best?.session : session;
      if (isBetter) best = { session, runMs: result.runMs };
      await loser?.dispose();
    } catch (error) {
      await session?.dispose();
      if (signal.aborted) await best?.session.dispose();
      signal.throwIfAborted();
      measured.push(failed(engine, error));
    }
  }
  if (best) return { session: best.session, decision: `this model: ${inWords(measured)} a run` };
  const detail = inWords(measured);
  throw new VitrineError('engine-failed', `No engine could run ${model.file.file}.`, { detail });
}
