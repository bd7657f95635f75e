import { describe, expect, it } from 'vitest';
import { firstSource } from '#ui/app/first-source.ts';
import { defaultSettings, type SourceKind } from '#ui/app/settings.ts';
import { sourceOfFile } from '#ui/app/source-of-file.ts';

const camera = { deviceId: 'abc', label: 'Desk camera' };
const wanting = (kind: SourceKind | undefined) => ({
  ...defaultSettings,
  source: { ...defaultSettings.source, kind },
});

describe('the first source', () => {
  it('is the built-in scene where the address says so', () => {
    expect(firstSource(wanting('scene'), undefined, false)).toEqual({ kind: 'scene' });
  });

  it('is a remembered camera only where permission was granted before', () => {
    expect(firstSource(wanting(undefined), camera, true)).toMatchObject({ kind: 'camera', ...camera });
    expect(firstSource(wanting(undefined), camera, false)).toBeUndefined();
    expect(firstSource(wanting('camera'), undefined, false)).toBeUndefined();
  });

  it('is no camera that nobody ever chose', () => {
    expect(firstSource(wanting(undefined), undefined, true)).toBeUndefined();
  });

  it('never opens what needs a person', () => {
    for (const kind of ['video', 'image', 'screen'] as const) {
      expect(firstSource(wanting(kind), camera, true)).toBeUndefined();
    }
  });
});

describe('a file as a source', () => {
  it.each([
    ['a.png', 'image/png', 'image'],
    ['a.mp4', 'video/mp4', 'video'],
    ['a.MKV', '', 'video'],
    ['a.JPeG', '', 'image'],
  ])('%s of type "%s" is a %s', (name, type, kind) => {
    expect(sourceOfFile(new File([], name, { type })).kind).toBe(kind);
  });

  it.each([
    ['a.txt', 'text/plain'],
    ['a.png', 'text/html'],
    ['png', ''],
  ])('%s of type "%s" is refused with what was found', (name, type) => {
    expect(() => sourceOfFile(new File([], name, { type }))).toThrow(
      new RegExp(`"${name}" must be an image or a video`),
    );
  });
});
