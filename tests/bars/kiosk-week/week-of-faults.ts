/**
 * A week in which workers and devices fail every minute or so, often many times in a row. A scene that runs between its
 * faults keeps its place, whatever its engines go through: scenes change at their seconds, as if nothing had been.
 */
import { randomFrom } from '#core/random.ts';
import type { Configuration } from '#kiosk/configuration.ts';
import { Supervisor } from '#kiosk/supervisor.ts';

/** A new worker needs so long until its first result. */
const REPAIR_S = 2;

/** Longest pause between two faults of a storm, and between two storms. */
const STORM_S = 12;
const CALM_S = 240;

const kinds = ['worker-stuck', 'device-lost', 'engine-failed'] as const;

export interface WeekOfFaults {
  faults: number;
  /** Scene changes that came at their second, of those that were planned, and others. */
  right: number;
  planned: number;
  others: number;
  /** Of the time, with results. */
  wellShare: number;
  /** Longest time on another engine than a scene's first, in its own time on the wall. */
  longestAwayS: number;
}

export function liveThroughFaults(configuration: Configuration, weekS: number): WeekOfFaults {
  const random = randomFrom(7);
  const supervisor = new Supervisor(configuration);
  const plan = changes(configuration.playlist, weekS);
  const seen = new Map<number, string>();
  let [shown, wellFromS, nextFaultS, left] = ['', REPAIR_S, 60, 0];
  let [faults, wellS, awayS, longestAwayS] = [0, 0, 0, 0];
  for (let atS = 0; atS < weekS; atS++) {
    const at = { nowMs: atS * 1000, wallMs: Date.UTC(2026, 5, 1) + atS * 1000 };
    if (atS === nextFaultS) {
      supervisor.fault(kinds[Math.floor(random() * kinds.length)]!, 'On purpose.', at);
      faults++;
      wellFromS = Infinity;
      left = left > 0 ? left - 1 : Math.floor(random() * 12);
      nextFaultS = atS + 3 + Math.floor(random() * (left > 0 ? STORM_S : CALM_S));
    } else if (atS >= wellFromS) {
      supervisor.sawResult(at);
      wellS++;
    }
    for (const command of supervisor.tick(at)) {
      wellFromS = Math.min(wellFromS, atS + REPAIR_S);
      if (command.do !== 'show' || command.scene.id === shown) continue;
      shown = command.scene.id;
      seen.set(atS, shown);
    }
    awayS = supervisor.engine === supervisor.scene.engines[0] ? 0 : awayS + 1;
    longestAwayS = Math.max(longestAwayS, awayS);
  }
  const right = [...plan].filter(([atS, scene]) => seen.get(atS) === scene).length;
  return {
    faults,
    right,
    planned: plan.size,
    others: seen.size - right,
    wellShare: wellS / weekS,
    longestAwayS,
  };
}

function changes(playlist: Configuration['playlist'], weekS: number): Map<number, string> {
  const plan = new Map<number, string>();
  for (let atS = 0, i = 0; atS < weekS; i++) {
    const { id, durationS } = playlist[i % playlist.length]!;
    plan.set(atS, id);
    atS += durationS;
  }
  return plan;
}
