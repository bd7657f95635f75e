/** What a kiosk shows and when. Everything is checked, and what is not named here is refused. */
import * as v from 'valibot';
import { engineIds } from '#core/engine-id.ts';
import type { FaultCode } from './configuration-fault.ts';
import { isZone, weekdays } from './local-time.ts';

/** Bounds against absurd sizes; a wall needs far less (chosen, not measured). */
const MOST_SCENES = 100;
const MOST_CARDS = 20;
const MOST_LANGUAGES = 20;
const MOST_WINDOWS = 50;
/** Beside a scene's own picture; each runs a model of its own, and four pictures are what a wall shows well. */
const MOST_BESIDE = 3;
const LONGEST_TEXT = 500;
const DAY_S = 86_400;

const wholeBetween = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** Shown as text, never as markup: a tag in it is a mistake or an attack, and refused either way. */
const text = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(LONGEST_TEXT),
  v.regex(/^[^<>]*$/, 'no-html' satisfies FaultCode),
);

/** BCP 47, e.g. `de` or `pt-BR`. */
const language = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'language' satisfies FaultCode),
);

const texts = v.pipe(
  v.record(language, text),
  v.minEntries(1, 'any-language' satisfies FaultCode),
  v.maxEntries(MOST_LANGUAGES),
);

/** A path on this origin: no scheme, no host (`//host`, `/\host`), no step upwards, nothing a URL parser drops. */
const localPath = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^(\/[A-Za-z0-9._~-]+)+$/, 'path' satisfies FaultCode),
  v.check((path) => !path.split('/').some((part) => /^\.+$/.test(part)), 'no-dots' satisfies FaultCode),
);

const identifier = v.pipe(
  v.string(),
  v.maxLength(64),
  v.regex(/^[a-z0-9][a-z0-9-]*$/, 'id' satisfies FaultCode),
);

/** A number between, both included. */
const between = (min: number, max: number) => v.pipe(v.number(), v.minValue(min), v.maxValue(max));

const source = v.variant('kind', [
  v.strictObject({
    kind: v.literal('camera'),
    /** Only the camera of this name will do. Ids change when a camera is plugged in again; labels stay. */
    label: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
    width: v.optional(wholeBetween(16, 7680), 1280),
    height: v.optional(wholeBetween(16, 4320), 720),
    frameRate: v.optional(wholeBetween(1, 240), 30),
  }),
  v.strictObject({ kind: v.literal('clip'), path: localPath }),
  v.strictObject({ kind: v.literal('scene') }),
]);

/** As in the Studio (core/look.ts); what is left out keeps its default. */
const look = v.strictObject({
  mirror: v.optional(v.boolean()),
  opacity: v.optional(between(0, 1)),
  hiddenClasses: v.optional(v.pipe(v.array(wholeBetween(0, 9999)), v.maxLength(1000))),
  patterns: v.optional(v.boolean()),
  background: v.optional(v.picklist(['none', 'green', 'blur', 'matte'])),
  blurRadiusPx: v.optional(between(1, 64)),
  lightWrap: v.optional(between(0, 1)),
  decontaminate: v.optional(v.boolean()),
  refine: v.optional(v.boolean()),
  smoothing: v.optional(between(0, 0.95)),
  scoreThreshold: v.optional(between(0, 1)),
  iouThreshold: v.optional(between(0, 1)),
  tracking: v.optional(v.boolean()),
  trails: v.optional(v.boolean()),
});

/** A picture with what a model finds in it. */
const picture = {
  source,
  model: identifier,
  /** Left out: the best that is there. */
  variant: v.optional(identifier),
  size: v.optional(v.strictObject({ width: wholeBetween(16, 4096), height: wholeBetween(16, 4096) })),
  /** Tried in this order; `auto` measures. */
  engines: v.optional(v.pipe(v.array(v.picklist(['auto', ...engineIds])), v.minLength(1), v.maxLength(6)), [
    'auto',
  ]),
  look: v.optional(look, {}),
};

const scene = v.strictObject({
  id: identifier,
  ...picture,
  /** Further cameras, clips or scenes, shown at the same time; each is watched and mended by itself. */
  beside: v.optional(v.pipe(v.array(v.strictObject(picture)), v.minLength(1), v.maxLength(MOST_BESIDE))),
  /** How several pictures share the wall: all alike, or the further ones small in a corner of the first. */
  layout: v.optional(v.picklist(['side-by-side', 'picture-in-picture']), 'side-by-side'),
  /** Shown one after another over the picture, each in all its languages. */
  cards: v.optional(v.pipe(v.array(texts), v.maxLength(MOST_CARDS)), []),
  durationS: wholeBetween(1, DAY_S),
  transition: v.optional(v.picklist(['cut', 'fade']), 'cut'),
});

const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock' satisfies FaultCode));

const openWindow = v.strictObject({
  days: v.pipe(v.array(v.picklist(weekdays)), v.minLength(1), v.maxLength(7)),
  from: clock,
  /** Before or equal to `from`: until that time on the next day. */
  to: clock,
});

const schedule = v.strictObject({
  zone: v.pipe(v.string(), v.maxLength(64), v.check(isZone, 'zone' satisfies FaultCode)),
  open: v.pipe(v.array(openWindow), v.minLength(1), v.maxLength(MOST_WINDOWS)),
});

const hexadecimal = (bytes: number) =>
  v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), 'pin' satisfies FaultCode));

/** As hashPin makes it. Bounded both ways: fewer iterations are weak, many more would hang the page. */
const pin = v.strictObject({
  salt: hexadecimal(16),
  hash: hexadecimal(32),
  iterations: wholeBetween(600_000, 5_000_000),
});

const scenes = v.pipe(
  v.array(scene),
  v.minLength(1),
  v.maxLength(MOST_SCENES),
  v.check((list) => new Set(list.map(({ id }) => id)).size === list.length, 'ids-differ' satisfies FaultCode),
);

/** CSS colours in hexadecimal only: nothing of them can be a function or a URL. */
const colour = v.pipe(v.string(), v.regex(/^#[0-9a-fA-F]{6}$/, 'colour' satisfies FaultCode));

const branding = v.strictObject({
  logo: v.optional(localPath),
  font: v.optional(localPath),
  ground: v.optional(colour),
  ink: v.optional(colour),
  accent: v.optional(colour),
});

/** What is shown while something is repaired, after the last picture was held for a while. */
const fallback = v.strictObject({
  clip: v.optional(localPath),
  card: v.optional(texts),
  holdS: v.optional(wholeBetween(1, 600), 10),
});

/** When the running model sees somebody: so many people, or so large a part of the picture. */
const presence = v.strictObject({
  people: v.optional(wholeBetween(1, 1000), 1),
  share: v.optional(between(0.001, 1), 0.03),
});

/** Figures, never pictures, sent to this site by POST. */
const push = v.strictObject({
  path: localPath,
  format: v.picklist(['prometheus', 'otlp']),
  everyS: v.optional(wholeBetween(5, 3600), 60),
});

/** The same picture in a window on another screen. */
const secondScreen = v.strictObject({
  /** As the system names it; left out: any but the wall's own. */
  screen: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
});

export const configurationSchema = v.strictObject({
  /** Where editors find this schema; not used here. */
  $schema: v.optional(localPath),
  version: v.literal(1),
  playlist: scenes,
  /** Runs while nobody is there; left out: the playlist itself. */
  attract: v.optional(scenes),
  /** Left out: always open. */
  schedule: v.optional(schedule),
  orientation: v.optional(v.picklist([0, 90, 180, 270]), 0),
  /** Left out: on one screen only. */
  secondScreen: v.optional(secondScreen),
  branding: v.optional(branding, {}),
  fallback: v.optional(fallback, {}),
  presence: v.optional(presence, {}),
  privacyNotice: texts,
  /** Outside opening hours. */
  closedCard: v.optional(texts),
  /** Left out: exit and settings are not offered at all. */
  pin: v.optional(pin),
  /** After so long without a person the attract loop runs again. */
  idleAfterS: v.optional(wholeBetween(5, 3600), 60),
  /** The page is loaded anew at this time of the wall clock, once nobody is there. */
  nightlyAt: v.optional(clock),
  recycleEveryH: v.optional(wholeBetween(1, 168), 24),
  memoryLimitMiB: v.optional(wholeBetween(256, 65_536), 2048),
  push: v.optional(push),
});

export type Configuration = v.InferOutput<typeof configurationSchema>;
export type Scene = v.InferOutput<typeof scene>;
export type Schedule = v.InferOutput<typeof schedule>;
