/** Goldens of ../shared/goldens as data; README.md there is their specification. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { shared } from '#tests/helpers/shared-data.ts';

const shapeSchema = v.array(v.pipe(v.number(), v.integer()));

const outputSchema = v.object({
  name: v.string(),
  shape: shapeSchema,
  std: v.number(),
  min: v.number(),
  max: v.number(),
  samples: v.array(v.object({ index: v.number(), value: v.number() })),
});

const goldenSchema = v.object({
  model: v.string(),
  upstream: v.object({ ctor: v.string() }),
  num_params: v.number(),
  num_keys: v.number(),
  gain: v.number(),
  /** Constants of the architecture, which the fill leaves as they are. */
  untouched: v.optional(v.array(v.string()), []),
  input: v.object({
    h: v.number(),
    w: v.number(),
    channels: v.number(),
    mean: v.array(v.number()),
    std: v.array(v.number()),
    scale: v.string(),
    order: v.string(),
    check: v.object({ u8_first8: v.array(v.number()), x_first4: v.array(v.number()) }),
  }),
  outputs: v.array(outputSchema),
  /** Slices of the only output. */
  parts: v.optional(v.record(v.string(), outputSchema)),
  fill_check: v.record(v.string(), v.array(v.number())),
});

const keysSchema = v.array(v.object({ key: v.string(), shape: shapeSchema, dtype: v.string() }));

export type Golden = v.InferOutput<typeof goldenSchema>;
export type GoldenKeys = v.InferOutput<typeof keysSchema>;

/** Goldens of networks that the shared folder has none of, with the scripts that recorded them. */
const ownFolder = join(import.meta.dirname, '../fixtures/goldens');

/** Paths of all goldens that are at hand. */
export function goldenFiles(): string[] {
  const folders = [shared('goldens') ?? [], ownFolder].flat();
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.includes('@'))
      .map((file) => join(folder, file)),
  );
}

export const readGolden = (path: string): Golden =>
  v.parse(goldenSchema, JSON.parse(readFileSync(path, 'utf8')));

/** The keys of a golden's model: `<model>.keys.json` beside it or in the shared folder; undefined when nobody has it. */
export function readKeys(path: string, { model }: Golden): GoldenKeys | undefined {
  const name = `${model}.keys.json`;
  const found = [join(dirname(path), name), shared(`goldens/${name}`)].find(
    (candidate) => candidate !== undefined && existsSync(candidate),
  );
  return found === undefined ? undefined : v.parse(keysSchema, JSON.parse(readFileSync(found, 'utf8')));
}
