/** Settings as an address: parsed without trust, written with only what differs from the defaults. */
import * as v from 'valibot';
import type { Look } from '#core/look.ts';
import { tasks } from '#core/result.ts';
import { backgroundNames, engineNames } from '../text/names.ts';
import { formatRegions, linesSchema, zonesSchema } from './regions-url.ts';
import { defaultSettings, type Settings, type SourceKind } from './settings.ts';

const sourceKinds = ['camera', 'video', 'image', 'screen', 'scene'] as const satisfies readonly SourceKind[];
/** Ids are folder names in models/: anything else cannot exist. */
const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/));
const flag = v.pipe(
  v.picklist(['0', '1']),
  v.transform((text) => text === '1'),
);
const number = (min: number, max: number) =>
  v.pipe(v.string(), v.maxLength(12), v.decimal(), v.transform(Number), v.minValue(min), v.maxValue(max));
const integer = (min: number, max: number) => v.pipe(number(min, max), v.integer());
const size = v.pipe(
  v.string(),
  v.regex(/^\d{1,4}x\d{1,4}$/),
  v.transform((text) => {
    const [width = 0, height = 0] = text.split('x').map(Number);
    return { width, height };
  }),
  v.check(({ width, height }) => width > 0 && height > 0),
);
/** Class indices; all but one of a thousand are 3,900 characters. */
const classList = v.pipe(
  v.string(),
  v.maxLength(5000),
  v.regex(/^\d{1,4}(-\d{1,4})*$/),
  v.transform((text) => [...new Set(text.split('-').map(Number))]),
);

const choices = <T extends string>(record: Record<T, unknown>) => v.picklist(Object.keys(record) as T[]);

/** Key in the address, and how its text becomes a value. A text that does not fit counts as absent. */
const schemas = {
  task: v.picklist(tasks),
  model: id,
  variant: id,
  size,
  precision: v.picklist(['fp32', 'fp16'] as const),
  engine: choices(engineNames),
  roundtrip: flag,
  capture: flag,
  threads: integer(0, 64),
  source: v.picklist(sourceKinds),
  frame: size,
  fps: integer(1, 240),
  mirror: flag,
  opacity: number(0, 1),
  hide: classList,
  patterns: flag,
  background: choices(backgroundNames),
  blur: number(1, 64),
  wrap: number(0, 1),
  decontaminate: flag,
  refine: flag,
  smoothing: number(0, 0.95),
  score: number(0, 1),
  iou: number(0, 1),
  tracking: flag,
  trails: flag,
  lines: linesSchema,
  zones: zonesSchema,
} as const;

type Values = { [K in keyof typeof schemas]?: v.InferOutput<(typeof schemas)[K]> };

/** The settings that a query string asks for; whatever is wrong or missing takes its default. */
export function parseSettings(query: string): Settings {
  const params = new URLSearchParams(query);
  const values: Values = {};
  for (const key of Object.keys(schemas) as (keyof typeof schemas)[]) {
    const parsed = v.safeParse(schemas[key], params.get(key) ?? undefined);
    if (parsed.success) Object.assign(values, { [key]: parsed.output });
  }
  const { source, look } = defaultSettings;
  return {
    task: values.task ?? defaultSettings.task,
    model: defined({
      model: values.model,
      variant: values.variant,
      size: values.size,
      precision: values.precision,
      engine: values.engine,
      roundTrip: values.roundtrip,
      graphCapture: values.capture,
      threads: values.threads,
    }),
    source: {
      kind: values.source,
      width: values.frame?.width ?? source.width,
      height: values.frame?.height ?? source.height,
      frameRate: values.fps ?? source.frameRate,
    },
    look: {
      ...look,
      ...defined({
        mirror: values.mirror,
        opacity: values.opacity,
        hiddenClasses: values.hide,
        patterns: values.patterns,
        background: values.background,
        blurRadiusPx: values.blur,
        lightWrap: values.wrap,
        decontaminate: values.decontaminate,
        refine: values.refine,
        smoothing: values.smoothing,
        scoreThreshold: values.score,
        iouThreshold: values.iou,
        tracking: values.tracking,
        trails: values.trails,
      } satisfies Partial<Look>),
    },
    regions: [...(values.lines ?? []), ...(values.zones ?? [])],
  };
}

/** The query string for settings, `?` included, or an empty string where all is default. */
export function formatSettings({ task, model, source, look, regions }: Settings): string {
  const params = new URLSearchParams();
  const bit = (value: boolean | undefined) => (value === undefined ? undefined : value ? '1' : '0');
  const pair = (value: { width: number; height: number } | undefined) =>
    value && `${value.width}x${value.height}`;
  const { source: plainSource, look: plain } = defaultSettings;
  const set = (
    key: keyof typeof schemas,
    value: string | number | undefined,
    plainValue?: string | number,
  ) => {
    if (value !== undefined && value !== plainValue) params.set(key, String(value));
  };
  set('task', task);
  set('model', model.model);
  set('variant', model.variant);
  set('size', pair(model.size));
  set('precision', model.precision);
  set('engine', model.engine);
  set('roundtrip', bit(model.roundTrip), '0');
  set('capture', bit(model.graphCapture), '1');
  set('threads', model.threads, 0);
  set('source', source.kind);
  set('frame', pair(source), pair(plainSource));
  set('fps', source.frameRate, plainSource.frameRate);
  set('mirror', bit(look.mirror), bit(plain.mirror));
  set('opacity', look.opacity, plain.opacity);
  set('hide', look.hiddenClasses.join('-') || undefined);
  set('patterns', bit(look.patterns), bit(plain.patterns));
  set('background', look.background, plain.background);
  set('blur', look.blurRadiusPx, plain.blurRadiusPx);
  set('wrap', look.lightWrap, plain.lightWrap);
  set('decontaminate', bit(look.decontaminate), bit(plain.decontaminate));
  set('refine', bit(look.refine), bit(plain.refine));
  set('smoothing', look.smoothing, plain.smoothing);
  set('score', look.scoreThreshold, plain.scoreThreshold);
  set('iou', look.iouThreshold, plain.iouThreshold);
  set('tracking', bit(look.tracking), bit(plain.tracking));
  set('trails', bit(look.trails), bit(plain.trails));
  set('lines', formatRegions(regions, 'line') || undefined);
  set('zones', formatRegions(regions, 'zone') || undefined);
  const query = params.toString();
  return query && `?${query}`;
}

/** Without the keys whose value is undefined. */
function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
