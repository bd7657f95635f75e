import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Beside, besideOf } from '#kiosk/beside.ts';
import { Conductor, type KioskSession } from '#kiosk/conductor.ts';
import { EventLog } from '#kiosk/event-log.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';
import type { ModelSettings } from '#session/session-state.ts';
import { FakeKioskSession } from '#tests/helpers/fake-kiosk-session.ts';

const camera = (label: string) => ({ source: { kind: 'camera', label }, model: 'net' });

const text = JSON.stringify({
  version: 1,
  playlist: [
    { id: 'doors', ...camera('Front'), beside: [camera('Back'), camera('Yard')], durationS: 60 },
    { id: 'alone', ...camera('Front'), durationS: 60 },
  ],
  privacyNotice: { en: 'Nothing is recorded.' },
});
const read = readConfiguration(text);
if (!read.ok) throw new Error(JSON.stringify(read.faults));
const { configuration } = read;
const [doors, alone] = configuration.playlist;

let log: EventLog;
let sessions: FakeKioskSession[];
let beside: Beside;
let nowMs: number;

beforeEach(() => {
  vi.useFakeTimers();
  log = new EventLog();
  sessions = [];
  nowMs = 0;
  beside = new Beside({
    configuration,
    log,
    begin: (supervisor) => {
      const fake = new FakeKioskSession();
      sessions.push(fake);
      const session = fake as unknown as KioskSession;
      const conductor = new Conductor({
        session,
        supervisor,
        settingsOf: ({ model }, engine) => ({ model, engine }) as ModelSettings,
        loadClip: () => Promise.resolve(new Blob()),
        seesPeople: () => false,
        now: () => ({ nowMs, wallMs: Date.UTC(2026, 5, 4, 12) + nowMs }),
        isHidden: () => false,
        reload: () => undefined,
      });
      return { session, conductor };
    },
  });
});

afterEach(() => vi.useRealTimers());

/** Lets time pass as the wall's tick does. @returns what each session was asked. */
async function tick(afterMs = 0): Promise<string[][]> {
  for (const { asked } of sessions) asked.length = 0;
  nowMs += afterMs;
  beside.tick();
  await vi.advanceTimersByTimeAsync(0);
  return sessions.map(({ asked }) => [...asked]);
}

describe('beside a scene', () => {
  it('each further source runs in a session of its own, by its own camera and model', async () => {
    beside.show(doors);
    expect(await tick()).toEqual([
      ['setModel auto', 'setSource'],
      ['setModel auto', 'setSource'],
    ]);
    expect(sessions.map(({ sources }) => sources)).toMatchObject([[{ label: 'Back' }], [{ label: 'Yard' }]]);
    expect(beside.neighbours.map(({ scene }) => scene.id)).toEqual(['doors-2', 'doors-3']);
  });

  it('a camera that ends is opened again, the others are left alone, and the wall is told', async () => {
    beside.show(doors);
    await tick();
    sessions[1]?.asked.splice(0);
    sessions[0]?.asked.splice(0);
    sessions[1]?.source({
      kind: 'camera',
      status: 'ended',
      error: { code: 'camera-lost', message: 'The camera stopped.' } as never,
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(sessions.map(({ asked }) => asked)).toEqual([[], ['setSource']]);
    await tick();
    expect(log.entries).toMatchObject([
      { what: 'camera-ended', picture: 'doors-3', why: 'The camera stopped.', remedy: 'reopen-source' },
    ]);
  });

  it('stays for the same scene, and ends with it', async () => {
    beside.show(doors);
    await tick();
    beside.show(doors);
    expect(sessions).toHaveLength(2);
    const [first] = beside.neighbours;
    beside.show(alone);
    expect(beside.neighbours).toEqual([]);
    expect(sessions.map(({ asked }) => asked.at(-1))).toEqual(['dispose', 'dispose']);
    // What a session says after its end is no reason to begin it again.
    sessions[0]?.failModel('stuck');
    first?.conductor.tick();
    await vi.advanceTimersByTimeAsync(0);
    expect(sessions[0]?.asked.at(-1)).toBe('dispose');
  });

  it('has nothing beside it while closed', () => {
    beside.show(doors);
    beside.show(undefined);
    expect(beside.neighbours).toEqual([]);
    expect(besideOf(alone)).toEqual([]);
  });
});

it.each([
  ['a fifth picture', { beside: Array.from({ length: 4 }, () => camera('x')) }, 'too-many 3'],
  ['no picture at all', { beside: [] }, 'too-few 1'],
  ['a card of its own', { beside: [{ ...camera('x'), cards: [{ en: 'Hello.' }] }] }, 'unknown-field "cards"'],
  ['a layout that there is not', { layout: 'round' }, 'one-of "side-by-side", "picture-in-picture"'],
])('%s is refused with its line', (_, more, flaw) => {
  const wrong = {
    version: 1,
    playlist: [{ id: 'a', ...camera('x'), durationS: 60, ...more }],
    privacyNotice: { en: 'x' },
  };
  const refused = readConfiguration(JSON.stringify(wrong, undefined, 2));
  expect(refused.ok).toBe(false);
  if (refused.ok) return;
  const [fault] = refused.faults;
  expect(fault?.line).toBeGreaterThan(4);
  expect(`${fault?.code} ${fault?.value}`).toBe(flaw);
});
