import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AccuracyFile } from '#models/accuracy.ts';
import { figureText } from '#ui/components/accuracy/accuracy-text.ts';
import { channelCount } from '#core/preprocess.ts';
import { allSubjects, subjectName } from '#models/prepare/families.ts';
import { familiesFolder } from '#models/prepare/paths.ts';
import type { ModelManifest, Pinned } from '#models/manifest.ts';

const subjects = await allSubjects();
const manifests = new Map(subjects.map(({ manifest }) => [manifest.id, manifest] as [string, ModelManifest]));

/** What each kind's composer works from. */
const meaningOf = {
  'label-map': 'class-logits',
  'alpha-matte': 'alpha',
  'density-map': 'density',
  boxes: 'detector',
  classes: 'class-scores',
  picture: 'picture',
  text: 'text-logits',
} as const;

describe.each([...manifests.values()])('the family $id', (manifest) => {
  it('has outputs of its kind, with labels for its classes', async () => {
    const lazy = await manifest.loadLabels?.();
    for (const variant of manifest.variants) {
      const outputs = variant.outputs ?? manifest.outputs;
      const labels = variant.labels ?? lazy ?? manifest.labels;
      expect(outputs.length).toBeGreaterThan(0);
      expect(outputs.every(({ meaning }) => meaning === meaningOf[manifest.kind])).toBe(true);
      for (const output of outputs) if ('classes' in output) expect(labels).toHaveLength(output.classes);
    }
  });

  it('has a decode.ts and says how boxes are merged, or neither', () => {
    const isDetector = manifest.kind === 'boxes';
    expect(existsSync(join(familiesFolder, manifest.id, 'decode.ts'))).toBe(isDetector);
    expect(manifest.nms !== undefined).toBe(isDetector);
  });

  it('has a card that names its licence and the command behind our figures', () => {
    const card = readFileSync(join(familiesFolder, manifest.id, 'README.md'), 'utf8');
    expect(card).toMatch(/licence/i);
    expect(card).toContain('npm run ');
  });

  it('has a card that says what was recorded of its accuracy', () => {
    const path = join(familiesFolder, manifest.id, 'accuracy.json');
    if (!existsSync(path)) return;
    const recorded = JSON.parse(readFileSync(path, 'utf8')) as AccuracyFile;
    const card = readFileSync(join(familiesFolder, manifest.id, 'README.md'), 'utf8');
    const ids: readonly string[] = manifest.variants.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(Object.keys(recorded)));
    for (const { figures, command } of Object.values(recorded).flat()) {
      const [{ name, value } = { name: '', value: 0 }] = figures;
      expect(
        [figureText(figures[0]!), `${name} ${value}`].some((text) => card.includes(text)),
        name,
      ).toBe(true);
      expect(card).toContain(command.split(' --')[0]);
    }
  });

  it('has no two variants of one name', () => {
    const ids = manifest.variants.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has weights from npm or this repository, and none from elsewhere, when it is embedded', () => {
    const places = new Set(manifest.variants.map(({ source }) => source.from));
    if (!manifest.embedded) return;
    places.delete('untrained');
    expect([...places].every((place) => place === 'npm' || place === 'own')).toBe(true);
    expect(places.size).toBeGreaterThan(0);
  });
});

describe.each(subjects.map((subject) => [subjectName(subject), subject] as const))(
  '%s',
  (_, { manifest, variant }) => {
    it('has sizes that its network takes', () => {
      expect(variant.sizes.length).toBeGreaterThan(0);
      for (const { width, height } of variant.sizes) {
        expect([width % manifest.sizeMultiple, height % manifest.sizeMultiple]).toEqual([0, 0]);
      }
    });

    it('normalises as many channels as it has', () => {
      const { channels, mean, std } = variant.input ?? manifest.input;
      expect([mean.length, std.length]).toEqual([channelCount(channels), channelCount(channels)]);
    });

    it('pins its weights, or says that it has none', () => {
      const { source } = variant;
      if (source.from === 'untrained') {
        expect(source.official ?? 'https://').toMatch(/^https:\/\//);
        return;
      }
      const files: Pinned[] = [source, ...(source.from === 'npm' ? (source.extra ?? []) : [])];
      for (const { sha256, gitBlob, bytes } of files) {
        expect(sha256 ?? gitBlob).toMatch(sha256 ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/);
        expect(bytes).toBeGreaterThan(1000);
      }
      // An address that can change its content would break its hash some day: it must name a commit or a release.
      if (source.from === 'url') expect(source.url).toMatch(/\/[0-9a-f]{40}\/|\/releases\/download\//);
    });

    it('says what may be done with it', () => {
      const { code, weights, data } = variant.licence;
      expect([code, weights, data].every((text) => text.length > 0)).toBe(true);
    });
  },
);
