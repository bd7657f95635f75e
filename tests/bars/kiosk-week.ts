/**
 * bar:kiosk-week: the kiosk's supervisor lives through two weeks of 604,800 s each in which the clocks change, second
 * by second of fake time. What it does and when must be what is planned below, written down in UTC by hand and summed
 * up event by event, without the supervisor's schedule, playlist and time zone code. In a third week workers and devices
 * fail some 20,000 times: the scenes change at their seconds all the same.
 */
import type { Configuration } from '#kiosk/configuration.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';
import { Supervisor, type Kept } from '#kiosk/supervisor.ts';
import { verdict } from './bench-report.ts';
import { liveThroughFaults } from './kiosk-week/week-of-faults.ts';

const WEEK_S = 604_800;
const IDLE_S = 60;
const RECYCLE_S = 4 * 3600;
const LATEST_S = 3600;
/** Seconds of each scene; odd ones, so that no two plans fall on one second by design. */
const attract = { a: 47, b: 601, c: 1801 };
const playlist = { x: 31, y: 307, z: 3601 };

interface Week {
  name: string;
  /** All in UTC. */
  start: string;
  open: [from: string, to: string][];
  /** First and last second in which somebody is seen. */
  visits: [from: string, to: string][];
  nightly: string[];
}

// Berlin: UTC+1 in winter, UTC+2 in summer; summer time of 2026 from 29 March 01:00 UTC to 25 October 01:00 UTC (EU
// Directive 2000/84/EC). Open on workdays 9 to 18, on Saturday 18 to 4, on Sunday 12 to 17; nightly at 02:30.
const weeks: Week[] = [
  {
    name: 'into summer time',
    start: '2026-03-23T00:00:00Z',
    open: [
      ['2026-03-23T08:00:00Z', '2026-03-23T17:00:00Z'],
      ['2026-03-24T08:00:00Z', '2026-03-24T17:00:00Z'],
      ['2026-03-25T08:00:00Z', '2026-03-25T17:00:00Z'],
      ['2026-03-26T08:00:00Z', '2026-03-26T17:00:00Z'],
      ['2026-03-27T08:00:00Z', '2026-03-27T17:00:00Z'],
      ['2026-03-28T17:00:00Z', '2026-03-29T02:00:00Z'],
      ['2026-03-29T10:00:00Z', '2026-03-29T15:00:00Z'],
    ],
    visits: [
      ['2026-03-23T08:10:03Z', '2026-03-23T08:10:03Z'],
      // Over the time of a planned replacement: it waits for the visitor to leave.
      ['2026-03-24T11:58:11Z', '2026-03-24T12:03:19Z'],
      // Too long to be waited for.
      ['2026-03-25T10:30:13Z', '2026-03-25T14:17:29Z'],
      // Still there when the kiosk closes.
      ['2026-03-26T16:50:17Z', '2026-03-26T17:10:05Z'],
      ['2026-03-28T22:01:07Z', '2026-03-28T23:41:09Z'],
    ],
    nightly: [
      '2026-03-23T01:30:00Z',
      '2026-03-24T01:30:00Z',
      '2026-03-25T01:30:00Z',
      '2026-03-26T01:30:00Z',
      '2026-03-27T01:30:00Z',
      '2026-03-28T01:30:00Z',
      // There is no half past two in this night: at three, while open.
      '2026-03-29T01:00:00Z',
    ],
  },
  {
    name: 'into winter time',
    start: '2026-10-19T00:00:00Z',
    open: [
      ['2026-10-19T07:00:00Z', '2026-10-19T16:00:00Z'],
      ['2026-10-20T07:00:00Z', '2026-10-20T16:00:00Z'],
      ['2026-10-21T07:00:00Z', '2026-10-21T16:00:00Z'],
      ['2026-10-22T07:00:00Z', '2026-10-22T16:00:00Z'],
      ['2026-10-23T07:00:00Z', '2026-10-23T16:00:00Z'],
      ['2026-10-24T16:00:00Z', '2026-10-25T03:00:00Z'],
      ['2026-10-25T11:00:00Z', '2026-10-25T16:00:00Z'],
    ],
    visits: [
      ['2026-10-20T09:00:01Z', '2026-10-20T09:59:59Z'],
      ['2026-10-24T23:05:03Z', '2026-10-24T23:58:07Z'],
      ['2026-10-25T11:20:03Z', '2026-10-25T11:20:59Z'],
    ],
    nightly: [
      '2026-10-19T00:30:00Z',
      '2026-10-20T00:30:00Z',
      '2026-10-21T00:30:00Z',
      '2026-10-22T00:30:00Z',
      '2026-10-23T00:30:00Z',
      '2026-10-24T00:30:00Z',
      // Half past two comes twice in this night: only the first time, while open.
      '2026-10-25T00:30:00Z',
    ],
  },
];

const second = (utc: string, { start }: Week) => (Date.parse(utc) - Date.parse(start)) / 1000;

/** Each event as `second what`, in order of time. */
function expected(week: Week): string[] {
  const events: [atS: number, what: string][] = [];
  const nightly = week.nightly.map((utc) => second(utc, week));
  for (const atS of nightly) events.push([atS, 'reload-page']);
  /** Of the attract loop, which goes on where it was from day to day. */
  let loopS = 0;
  // Before the first opening the page shows that it is closed, as after each reload while closed.
  events.push([0, 'close']);
  const isClosedAt = (atS: number) =>
    !week.open.some(([from, to]) => second(from, week) <= atS && atS < second(to, week));
  for (const atS of nightly) if (isClosedAt(atS)) events.push([atS, 'close']);

  for (const [fromS, toS] of week.open.map(
    (pair) => pair.map((utc) => second(utc, week)) as [number, number],
  )) {
    // Where somebody is, until a while after they were seen last.
    const visits = week.visits
      .map(([from, to]) => [second(from, week), Math.min(second(to, week) + IDLE_S, toS)] as const)
      .filter(([from]) => fromS <= from && from < toS);
    const isVisited = (atS: number) => visits.some(([from, to]) => from <= atS && atS < to);

    let atS = fromS;
    const loop = (untilS: number) => {
      changes(attract, loopS, untilS - atS).forEach(([afterS, scene]) => events.push([atS + afterS, scene]));
      loopS += untilS - atS;
      atS = untilS;
    };
    for (const [visitS, endS] of visits) {
      loop(visitS);
      changes(playlist, 0, endS - visitS).forEach(([afterS, scene]) => events.push([visitS + afterS, scene]));
      atS = endS;
    }
    if (atS < toS) loop(toS);
    events.push([toS, 'close']);

    // Fresh at opening, at each reload, and whenever it was replaced.
    let freshS = fromS;
    for (let each = fromS; each < toS; each++) {
      const overdueS = each - freshS - RECYCLE_S;
      if (nightly.includes(each)) {
        freshS = each;
        events.push([each, sceneAt(events, each)]);
      } else if (overdueS >= (isVisited(each) ? LATEST_S : 0)) {
        freshS = each;
        events.push([each, 'recycle']);
      }
    }
  }
  return inOrder(events.filter(([atS]) => atS < WEEK_S));
}

/** Scene changes within `spanS` from `offsetS` into an endless loop, the first scene at once. */
function changes(
  scenes: Record<string, number>,
  offsetS: number,
  spanS: number,
): [afterS: number, scene: string][] {
  const names = Object.keys(scenes);
  const roundS = names.reduce((sum, name) => sum + scenes[name]!, 0);
  const found: [number, string][] = [];
  let startS = -(offsetS % roundS);
  for (let i = 0; startS < spanS; i++) {
    const name = names[i % names.length]!;
    const endS = startS + scenes[name]!;
    if (endS > 0) found.push([Math.max(0, startS), name]);
    startS = endS;
  }
  return found;
}

/** The scene that is on at a time, which a reload shows again. */
function sceneAt(events: readonly [number, string][], atS: number): string {
  const shown = events.filter(([at, what]) => at <= atS && what.length === 1);
  return shown.sort(([a], [b]) => a - b).at(-1)![1];
}

function inOrder(events: [number, string][]): string[] {
  return events
    .sort(([a, whatA], [b, whatB]) => a - b || whatA.localeCompare(whatB))
    .map(([atS, what]) => `${atS} ${what}`);
}

/** What the supervisor does. A reload is a new supervisor that has only what was kept, as JSON. */
function lived(week: Week, configuration: Configuration): string[] {
  const events: [number, string][] = [];
  const startMs = Date.parse(week.start);
  const visits = week.visits.map((pair) => pair.map((utc) => second(utc, week)) as [number, number]);
  let supervisor = new Supervisor(configuration);
  // A page's own clock begins anew with each load.
  let loadedS = 0;
  for (let atS = 0; atS < WEEK_S; atS++) {
    for (let isAgain = true; isAgain;) {
      isAgain = false;
      const at = { nowMs: (atS - loadedS) * 1000, wallMs: startMs + atS * 1000 };
      if (visits.some(([from, to]) => from <= atS && atS <= to)) supervisor.sawVisitor(at);
      if (supervisor.isOpen) supervisor.sawResult(at);
      for (const command of supervisor.tick(at)) {
        events.push([atS, command.do === 'show' ? command.scene.id : command.do]);
        if (command.do !== 'reload-page') continue;
        supervisor = new Supervisor(configuration, JSON.parse(JSON.stringify(supervisor.kept)) as Kept);
        loadedS = atS;
        isAgain = true;
      }
    }
  }
  return inOrder(events);
}

const scenes = (durations: Record<string, number>, more = {}) =>
  Object.entries(durations).map(([id, durationS]) => ({
    id,
    source: { kind: 'scene' },
    model: 'net',
    durationS,
    ...more,
  }));
function configured(more: object): Configuration {
  const text = JSON.stringify({ version: 1, privacyNotice: { en: 'Nothing is recorded.' }, ...more });
  const read = readConfiguration(text);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.configuration;
}

const configuration = configured({
  attract: scenes(attract),
  playlist: scenes(playlist),
  schedule: {
    zone: 'Europe/Berlin',
    open: [
      { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' },
      { days: ['sat'], from: '18:00', to: '04:00' },
      { days: ['sun'], from: '12:00', to: '17:00' },
    ],
  },
  idleAfterS: IDLE_S,
  recycleEveryH: RECYCLE_S / 3600,
  nightlyAt: '02:30',
});

let planned = 0;
let right = 0;
let extra = 0;
const beganMs = performance.now();
for (const week of weeks) {
  const wanted = expected(week);
  const got = lived(week, configuration);
  const [wantedSet, gotSet] = [new Set(wanted), new Set(got)];
  const missing = wanted.filter((event) => !gotSet.has(event));
  const surplus = got.filter((event) => !wantedSet.has(event));
  for (const event of missing.slice(0, 20)) console.log(`${week.name}: missing: ${event}`);
  for (const event of surplus.slice(0, 20)) console.log(`${week.name}: not planned: ${event}`);
  planned += wanted.length;
  right += wanted.length - missing.length;
  extra += surplus.length + (got.length - gotSet.size);
  const counts = new Map<string, number>();
  for (const event of got) {
    const what = event.split(' ')[1]!;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  console.log(`${week.name}: ${[...counts].map(([what, count]) => `${count} ${what}`).join(', ')}`);
}
const twoEngines = scenes(playlist, { engines: ['ort-webgpu', 'ort-wasm'] });
const faulty = liveThroughFaults(configured({ playlist: twoEngines, recycleEveryH: 4 }), WEEK_S);
console.log(
  `a week of ${faulty.faults} faults: ${faulty.right} of ${faulty.planned} scenes at their second, ${faulty.others} others, ` +
    `with results ${(faulty.wellShare * 100).toFixed(1)} % of the time, at most ${(faulty.longestAwayS / 60).toFixed(0)} ` +
    'minutes on another engine than the first',
);
const tookS = (performance.now() - beganMs) / 1000;
verdict(
  right === planned && extra === 0 && planned > 200 && faulty.right === faulty.planned && faulty.others === 0,
  `kiosk-week: ${right} of ${planned} planned events at their second, ${extra} others, ` +
    `in ${weeks.length} weeks of ${WEEK_S} s, and ${faulty.right} of ${faulty.planned} scenes in a week of ` +
    `${faulty.faults} faults (${tookS.toFixed(1)} s of real time)`,
);
