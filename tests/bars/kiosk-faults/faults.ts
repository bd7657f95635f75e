/** The faults of bar:kiosk-faults: how each is brought about, and what the kiosk has to say of it. */
import type { ModelFault } from '../kiosk-site.ts';
import type { FaultyPage } from './breakable.ts';
import type { Wall } from './wall.ts';

declare const window: { faulty: FaultyPage };

export interface Fault {
  /** What the kiosk's log must say; undefined: it need not notice. */
  said: string | undefined;
  /** Results must be back in time: faults of worker and device. */
  isTimed?: true;
  /** The show goes on with the scene after the broken one; after all others with the scene and second that were on. */
  leadsOn?: true;
  /** `told`: resolves when the log has said so. */
  commit(wall: Wall, told: () => Promise<void>): Promise<void>;
}

/** Long enough for several heart-beats and ticks to pass meanwhile. */
const PASSING_MS = 300;
const HOUR_MS = 3_600_000;

export const faults = {
  'camera-ended': {
    said: 'camera-ended',
    commit: (wall) => wall.ask(() => window.faulty.camera.end()),
  },
  'camera-frozen': {
    said: 'camera-frozen',
    commit: async (wall, told) => {
      await wall.ask(() => {
        window.faulty.camera.isFrozen = true;
      });
      await told();
      // Its results go on all the while: only a moving picture is one that is back.
      await wall.until('the camera moves again', () => !window.faulty.camera.isFrozen);
    },
  },
  'camera-removed': {
    said: 'camera-missing',
    commit: async (wall, told) => {
      await wall.ask(() => window.faulty.camera.remove());
      await told();
      await wall.ask(() => window.faulty.camera.plugIn());
    },
  },
  'device-destroyed': {
    said: 'device-lost',
    isTimed: true,
    commit: (wall) => wall.loseDevice(),
  },
  'worker-terminated': {
    said: 'worker-stuck',
    isTimed: true,
    commit: (wall) => wall.ask(() => window.faulty.kill()),
  },
  'worker-looping': {
    said: 'worker-stuck',
    isTimed: true,
    commit: (wall) => wall.ask(() => window.faulty.order('loop-on-purpose')),
  },
  'worker-throwing': {
    said: 'worker-stuck',
    isTimed: true,
    commit: (wall) => wall.ask(() => window.faulty.order('throw-on-purpose')),
  },
  'model-missing': ofModel('model-missing', 'missing'),
  'model-truncated': ofModel('model-corrupt', 'truncated'),
  'model-wrong-hash': ofModel('model-corrupt', 'wrong-hash'),
  'storage-full': {
    said: 'storage-full',
    commit: async (wall, told) => {
      const fill = (isFull: boolean) =>
        wall.ask((full) => {
          window.faulty.storage.isFull = full;
        }, isFull);
      await fill(true);
      await told().finally(() => fill(false));
    },
  },
  'tab-hidden': {
    said: undefined,
    commit: async (wall) => {
      await wall.ask(() => window.faulty.hide(true));
      await wall.wait(PASSING_MS);
      await wall.ask(() => window.faulty.hide(false));
    },
  },
  'clock-a-day-on': clockBy(24 * HOUR_MS),
  'clock-an-hour-back': clockBy(-HOUR_MS),
  'network-off': {
    said: undefined,
    commit: async (wall) => {
      await wall.setOffline(true);
      await wall.wait(PASSING_MS);
      await wall.setOffline(false);
    },
  },
} as const satisfies Record<string, Fault>;

export type FaultKind = keyof typeof faults;
export const faultKinds = Object.keys(faults) as FaultKind[];

/** The next scene is asked for while its model is broken. */
function ofModel(said: string, fault: ModelFault): Fault {
  return {
    said,
    leadsOn: true,
    commit: (wall, told) => wall.withBrokenModel(fault, told),
  };
}

function clockBy(shiftMs: number): Fault {
  return {
    said: 'clock-changed',
    commit: (wall) =>
      wall.ask((ms) => {
        window.faulty.clock.shiftMs += ms;
      }, shiftMs),
  };
}
