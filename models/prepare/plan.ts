/** Which files a variant becomes, and by what each is known to be up to date. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Size } from '#core/geometry.ts';
import type { ModelFile } from '#core/io-spec.ts';
import { hashIn } from './checksum.ts';
import { sha256Of } from './files.ts';
import type { Subject } from './families.ts';
import { exporterFolder, familiesFolder } from './paths.ts';

/** A file to be made in public/models. */
export interface Artefact {
  subject: Subject;
  format: ModelFile['format'];
  precision: ModelFile['precision'];
  size: Size;
  file: string;
  /** Changes with the weights, the configuration, the size, the precision and the code that makes the file. */
  key: string;
}

/** Everything that the variant becomes, the default first. */
export async function artefactsOf(subject: Subject): Promise<Artefact[]> {
  const { manifest, variant } = subject;
  const { source } = variant;
  const extra = source.from === 'npm' ? (source.extra ?? []).map((file) => file.sha256) : [];
  const made = {
    code: await codeHash(manifest.id),
    weights: source.from === 'untrained' ? ['untrained'] : [hashIn(source), ...extra],
    config: variant.config,
  };
  const artefact = (format: Artefact['format'], precision: Artefact['precision'], size: Size): Artefact => {
    const suffix = format === 'tflite' ? '' : `-${size.width}x${size.height}-${precision}`;
    const file = `${manifest.id}-${variant.id}${suffix}.${format}`;
    return { subject, format, precision, size, file, key: sha256Of(JSON.stringify({ ...made, file })) };
  };
  const onnx = variant.sizes.flatMap((size) =>
    (['fp32', 'fp16'] as const).map((precision) => artefact('onnx', precision, size)),
  );
  const [nativeSize] = variant.sizes;
  return variant.mediapipe && nativeSize ? [...onnx, artefact('tflite', 'fp32', nativeSize)] : onnx;
}

const hashes = new Map<string, Promise<string>>();
/** Read once: every family is made by the same. */
let exporterSources: Promise<string[]> | undefined;

/** Of the exporter, the family's own code and that of the families it stands on. */
function codeHash(family: string): Promise<string> {
  const known = hashes.get(family);
  if (known) return known;
  exporterSources ??= sourcesIn(exporterFolder);
  const hash = Promise.all([exporterSources, familySources(family)]).then((lists) =>
    sha256Of(lists.flat().join('\n')),
  );
  hashes.set(family, hash);
  return hash;
}

/** A network may be written in terms of another's parts: `#models/<family>/…`. */
async function familySources(family: string, seen = new Set<string>()): Promise<string[]> {
  seen.add(family);
  const sources = await sourcesIn(join(familiesFolder, family));
  for (const [, other = ''] of sources.join('\n').matchAll(/from '#models\/([\w-]+)\//g)) {
    if (!seen.has(other)) sources.push(...(await familySources(other, seen)));
  }
  return sources;
}

/** A manifest and a decode.ts say nothing about the bytes that are written. */
const doesNotMatter = (name: string): boolean => name === 'manifest.ts' || name === 'decode.ts';

async function sourcesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const sources = names.filter((name) => name.endsWith('.ts') && !doesNotMatter(name)).sort();
  return Promise.all(sources.map(async (name) => `${name}\n${await readFile(join(folder, name), 'utf8')}`));
}
