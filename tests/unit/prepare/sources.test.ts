import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allSubjects, select, subjectName, type Subject } from '#models/prepare/families.ts';
import { sha256Of } from '#models/prepare/files.ts';
import { artefactsOf } from '#models/prepare/plan.ts';
import { sourceFiles } from '#models/prepare/sources.ts';

const subjects = await allSubjects();

describe('choosing models', () => {
  it('finds every family by its folder', () => {
    const ids = new Set(subjects.map(({ manifest }) => manifest.id));
    for (const id of ['centernet', 'selfie-segmentation', 'yolox-nano', 'prisma-portrait'])
      expect(ids).toContain(id);
  });

  it('takes a model with all its variants, or one of them', () => {
    expect(select(subjects, ['selfie-segmentation']).map(subjectName)).toEqual([
      'selfie-segmentation/square',
      'selfie-segmentation/landscape',
    ]);
    expect(select(subjects, ['selfie-segmentation/landscape'])).toHaveLength(1);
    expect(select(subjects, [])).toHaveLength(subjects.length);
  });

  it('takes the models of a task', () => {
    const tasks = new Set(select(subjects, [], 'detection').map(({ manifest }) => manifest.task));
    expect([...tasks]).toEqual(['detection']);
  });

  it.each([
    [['yolox-giga'], undefined],
    [['centernet/../../etc'], undefined],
    [[], 'juggling'],
    [['centernet'], 'matting'],
  ])('refuses %j with task %s', (ids, task) => {
    expect(() => select(subjects, ids, task)).toThrow(
      expect.objectContaining({ code: 'model-missing' }) as Error,
    );
  });
});

describe('the plan', () => {
  it('gives every file a name of its own that a URL takes as it is', async () => {
    const files = (await Promise.all(subjects.map(artefactsOf))).flat().map((artefact) => artefact.file);
    expect(new Set(files).size).toBe(files.length);
    expect(files.filter((file) => !/^[a-z0-9][a-z0-9.-]*\.(onnx|tflite)$/.test(file))).toEqual([]);
  });

  it('changes keys with the weights and the configuration', async () => {
    const [subject] = subjects;
    const [before] = await artefactsOf(subject!);
    const { variant } = subject!;
    const other = { ...subject!, variant: { ...variant, config: { classes: 7 } } };
    const newer = {
      ...subject!,
      variant: { ...variant, source: { ...variant.source, sha256: '0'.repeat(64) } },
    } as Subject;
    const keys = [
      before,
      ...(await artefactsOf(other)).slice(0, 1),
      ...(await artefactsOf(newer)).slice(0, 1),
    ];
    expect(new Set(keys.map((artefact) => artefact!.key)).size).toBe(3);
  });
});

describe('the mirror', () => {
  const bytes = new TextEncoder().encode('weights');
  const source = {
    from: 'url',
    url: 'http://127.0.0.1:9/w.onnx',
    sha256: sha256Of(bytes),
    bytes: bytes.length,
  } as const;
  const [first] = subjects;
  const subject = { ...first!, variant: { ...first!.variant, source } } as Subject;
  const said: string[] = [];
  const find = (mirror: string) =>
    sourceFiles(subject, {
      mirror,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      say: (line) => said.push(line),
    });
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-mirror-'));
    said.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is looked up by hash before the address is asked', async () => {
    await writeFile(join(folder, source.sha256), bytes);
    expect(await find(folder)).toEqual(new Map([['w.onnx', bytes]]));
    expect(await find(`file://${folder}`)).toEqual(new Map([['w.onnx', bytes]]));
  });

  it('is not believed when its file is another: that is said, and the address is tried', async () => {
    await writeFile(join(folder, source.sha256), 'weightz');
    await expect(find(folder)).rejects.toMatchObject({ code: 'network' });
    expect(said.join()).toContain('SHA-256 differs');
  });

  it('need not have everything', async () => {
    await expect(find(folder)).rejects.toMatchObject({ code: 'network' });
    expect(said).toEqual([]);
  });
});
