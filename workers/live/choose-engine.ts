import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { EngineId } from '#core/engine-id.ts';
import type { EngineSession } from '#engine/engine.ts';
import type { OpenableModel } from '../shared/openable-model.ts';
import { bySpeed, failed, inWords, measure, type Measured } from './measure.ts';

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

/**
 * How long an engine may take to open and run the probe network, and a model, when another runs already: a person
 * waits for it. A software adapter compiles shaders for about a second a layer (guessed from that).
 */
const PROBE_LIMIT_MS = 6_000;
const MODEL_LIMIT_MS = 20_000;

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
  const probe = await choosing.loadProbe();
  if (!probe) return [];
  const measured: Measured[] = [];
  for (const engine of choosing.candidates) {
    const trial = await tryEngine(choosing, engine, probe, limitAfter(measured, PROBE_LIMIT_MS), signal);
    measured.push(trial.measured);
    await trial.session?.dispose();
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
    try {
      const trial = await tryEngine(choosing, engine, model, limitAfter(measured, MODEL_LIMIT_MS), signal);
      measured.push(trial.measured);
      const { session } = trial;
      if (!session) continue;
      const { runMs } = trial.measured;
      const isBetter = !best || runMs < best.runMs;
      const loser = isBetter ? best?.session : session;
      if (isBetter) best = { session, runMs };
      await loser?.dispose();
    } catch (error) {
      await best?.session.dispose();
      throw error;
    }
  }
  if (best) return { session: best.session, decision: `this model: ${inWords(measured)} a run` };
  const detail = inWords(measured);
  throw new VitrineError('engine-failed', `No engine could run ${model.file.file}.`, { detail });
}

interface Trial {
  measured: Measured;
  /** Open, and the caller's to dispose of; undefined when the engine failed. */
  session: EngineSession | undefined;
}

/** The first engine that runs may take its time; one after it is only worth waiting for so long. */
function limitAfter(measured: readonly Measured[], limitMs: number): number | undefined {
  return measured.some(({ failure }) => failure === undefined) ? limitMs : undefined;
}

/** Opens and times `model`. Rejects only when `signal` is aborted; a session that comes too late is closed. */
async function tryEngine(
  { open, device }: Choosing,
  engine: EngineId,
  model: OpenableModel,
  limitMs: number | undefined,
  signal: AbortSignal,
): Promise<Trial> {
  const attempt = (async () => {
    // An engine keeps what it is given, and the next candidate needs the bytes as well.
    const session = await open(engine, { ...model, bytes: model.bytes.slice() });
    try {
      return { session, measured: await measure(session, device, signal) };
    } catch (error) {
      await session.dispose();
      throw error;
    }
  })();
  try {
    return await inTime(attempt, limitMs, signal);
  } catch (error) {
    attempt.then(({ session }) => session.dispose()).catch(() => undefined);
    signal.throwIfAborted();
    return { measured: failed(engine, error), session: undefined };
  }
}

/** As `attempt`, but rejects when it takes longer than `limitMs` or `signal` is aborted. */
function inTime<T>(attempt: Promise<T>, limitMs: number | undefined, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new VitrineError('stuck', `not ready after ${(limitMs ?? 0) / 1000} s`));
    const timer = limitMs === undefined ? undefined : setTimeout(late, limitMs);
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort);
    attempt.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    });
  });
}
