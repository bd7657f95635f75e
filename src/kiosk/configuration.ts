/** What a kiosk shows and when. Everything is checked, and what is not named here is refused. */
import * as v from 'valibot';
import { engineIds } from '#core/engine-id.ts';
import { isZone, weekdays } from './local-time.ts';

/** Bounds against absurd sizes; a wall needs far less (chosen, not measured). */
const MOST_SCENES = 100;
const MOST_CARDS = 20;
const MOST_LANGUAGES = 20;
const MOST_WINDOWS = 50;
const LONGEST_TEXT = 500;
const DAY_S = 86_400;

const wholeBetween = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** Shown as text, never as markup: a tag in it is a mistake or an attack, and refused either way. */
const text = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(LONGEST_TEXT),
  v.regex(/^[^<>]*$/, 'Texts hold no HTML: leave out < and >.'),
);

/** BCP 47, e.g. `de` or `pt-BR`. */
const language = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Name a language, e.g. "de".'),
);

const texts = v.pipe(
  v.record(language, text),
  v.minEntries(1, 'Give the text in at least one language.'),
  v.maxEntries(MOST_LANGUAGES),
);

/** A path on this origin: no scheme, no host (`//host`, `/\host`), no step upwards, nothing a URL parser drops. */
const localPath = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^(\/[A-Za-z0-9._~-]+)+$/, 'Name a file of this site by its path, e.g. "/kiosk/logo.svg".'),
  v.check((path) => !path.split('/').some((part) => /^\.+$/.test(part)), 'Leave out . and .. in paths.'),
);

const identifier = v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'Name it by its id.'));

const source = v.variant('kind', [
  v.strictObject({
    kind: v.literal('camera'),
    /** Ids change when a camera is plugged in again; labels stay. */
    label: v.optional(v.pipe(v.string(), v.maxLength(200))),
  }),
  v.strictObject({ kind: v.literal('clip'), path: localPath }),
  v.strictObject({ kind: v.literal('scene') }),
]);

const scene = v.strictObject({
  id: identifier,
  source,
  model: identifier,
  /** Tried in this order; `auto` measures. */
  engines: v.optional(v.pipe(v.array(v.picklist(['auto', ...engineIds])), v.minLength(1), v.maxLength(6)), [
    'auto',
  ]),
  cards: v.optional(v.pipe(v.array(texts), v.maxLength(MOST_CARDS)), []),
  durationS: wholeBetween(1, DAY_S),
  transition: v.optional(v.picklist(['cut', 'fade']), 'cut'),
});

const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give the time as "HH:MM".'));

const openWindow = v.strictObject({
  days: v.pipe(v.array(v.picklist(weekdays)), v.minLength(1), v.maxLength(7)),
  from: clock,
  /** Before or equal to `from`: until that time on the next day. */
  to: clock,
});

const schedule = v.strictObject({
  zone: v.pipe(v.string(), v.maxLength(64), v.check(isZone, 'Name an IANA time zone, e.g. "Europe/Berlin".')),
  open: v.pipe(v.array(openWindow), v.minLength(1), v.maxLength(MOST_WINDOWS)),
});

const hexadecimal = (bytes: number) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), `Give ${bytes} bytes in lower-case hexadecimal.`),
  );

/** As hashPin makes it. Bounded both ways: fewer iterations are weak, many more would hang the page. */
const pin = v.strictObject({
  salt: hexadecimal(16),
  hash: hexadecimal(32),
  iterations: wholeBetween(600_000, 5_000_000),
});

export const configurationSchema = v.strictObject({
  version: v.literal(1),
  playlist: v.pipe(
    v.array(scene),
    v.minLength(1),
    v.maxLength(MOST_SCENES),
    v.check(
      (scenes) => new Set(scenes.map(({ id }) => id)).size === scenes.length,
      'Two scenes have one id.',
    ),
  ),
  /** Left out: always open. */
  schedule: v.optional(schedule),
  orientation: v.optional(v.picklist([0, 90, 180, 270]), 0),
  logo: v.optional(localPath),
  privacyNotice: texts,
  /** Left out: exit and settings are not offered at all. */
  pin: v.optional(pin),
  /** After so long without a person the attract loop runs again. */
  idleAfterS: v.optional(wholeBetween(5, 3600), 60),
  recycleEveryH: v.optional(wholeBetween(1, 168), 24),
  memoryLimitMiB: v.optional(wholeBetween(256, 65_536), 2048),
});

export type Configuration = v.InferOutput<typeof configurationSchema>;
export type Scene = v.InferOutput<typeof scene>;
export type Schedule = v.InferOutput<typeof schedule>;
