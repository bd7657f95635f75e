/** A wall's log in words of the page's language; what browser, worker or server said stays in theirs. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { causes, type Cause, type LogEntry } from '#kiosk/event-log.ts';
import type { FaultKind, Remedy } from '#kiosk/policy.ts';

/** Of faults, and of what happens without one. */
const happenings: Readonly<Record<FaultKind, () => string>> & Readonly<Record<string, () => string>> = {
  'camera-ended': () => msg('camera ended'),
  'camera-frozen': () => msg('camera frozen'),
  'camera-missing': () => msg('camera not there'),
  'camera-denied': () => msg('camera not allowed'),
  'clip-failed': () => msg('clip failed'),
  'device-lost': () => msg('graphics device lost'),
  'worker-stuck': () => msg('worker stuck'),
  'engine-failed': () => msg('engine failed'),
  'model-missing': () => msg('model missing'),
  'model-corrupt': () => msg('model damaged'),
  network: () => msg('no network'),
  memory: () => msg('memory short'),
  'picture-stuck': () => msg('picture stuck'),
  'storage-full': () => msg('storage full'),
  'clock-changed': () => msg('clock changed'),
  opened: () => msg('opened'),
  closed: () => msg('closed'),
  recycled: () => msg('worker replaced'),
  reloaded: () => msg('page loaded anew'),
  'second-screen': () => msg('second screen'),
  kept: () => msg('kept for offline use'),
  'keep-failed': () => msg('not all files kept'),
  'offline-failed': () => msg('not kept for offline use'),
  'update-ready': () => msg('newer build ready'),
  'update-failed': () => msg('update failed'),
  'rolled-back': () => msg('build rolled back'),
};

type Value = string | number;

const reasons: Readonly<Record<Cause, (value: Value) => string>> = {
  'page-loaded': () => msg('The page was loaded.'),
  'by-schedule': () => msg('By the schedule.'),
  'as-planned': () => msg('As planned.'),
  'newer-build': () => msg('A newer build is ready.'),
  'every-night': () => msg('As every night.'),
  'after-fault': (what) => msg(str`Other remedies did not help: ${happeningWords(String(what))}.`),
  'clock-jump': (seconds) => msg(str`By ${seconds} s.`),
  'no-result': (seconds) => msg(str`No result for ${seconds} s.`),
  'same-picture': (seconds) => msg(str`The same picture for ${seconds} s.`),
  'no-model': (model) => msg(str`This site has no model ${model}.`),
  'memory-above': (held) => msg(str`The page holds ${held} MiB, more than its limit.`),
  'not-all-kept': () => msg('Not all files could be kept.'),
  'shown-on': (screen) => (screen === '' ? msg('Shown on the other screen.') : msg(str`Shown on ${screen}.`)),
  'screens-unknown': () => msg('This browser cannot tell screens apart.'),
  'screens-not-allowed': () =>
    msg('The browser may not look for screens: allow window management for this site.'),
  'no-such-screen': (others) => msg(str`There is no such screen, but ${others}.`),
  'no-other-screen': () => msg('No other screen is connected.'),
  'pop-up-blocked': () => msg('The browser blocked the window: allow pop-ups for this site.'),
  'when-nobody': () => msg('It is taken when nobody is there.'),
  'newer-not-whole': () => msg('A newer build could not be kept whole.'),
  'build-not-whole': () => msg('This build could not be kept whole.'),
  'kept-files': (size) => msg(str`Runs without network (files and size: ${size}).`),
};

const remedyWords: Readonly<Record<Remedy, () => string>> = {
  'carry-on': () => msg('The show goes on.'),
  'reopen-source': () => msg('The source is opened anew.'),
  'reopen-model': () => msg('The model is opened anew.'),
  recycle: () => msg('The worker is replaced.'),
  'next-engine': () => msg('The next engine is tried.'),
  'next-scene': () => msg('The next scene is shown.'),
  'reload-page': () => msg('The page is loaded anew.'),
};

/** What happened; of an older build's log, or a newer one's, its own word. */
export function happeningWords(what: string): string {
  return happenings[what]?.() ?? what;
}

/** Why, and what is done about it. */
export function renderWhy({ why, value = '', remedy, waitS, picture }: LogEntry): TemplateResult {
  const reason = isCause(why) ? reasons[why](value) : html`<span lang="en">${why}</span>`;
  const done = remedy && remedyWords[remedy]();
  return html`${picture === undefined ? nothing : `${picture}: `}${reason}
  ${done && waitS !== undefined ? msg(str`After ${waitS} s: ${done}`) : (done ?? nothing)}`;
}

function isCause(why: string): why is Cause {
  return (causes as readonly string[]).includes(why);
}
