import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '#kiosk/read-configuration.ts';
import { changeText } from '#ui/pages/kiosk/edit/change-text.ts';
import { fieldNames } from '#ui/pages/kiosk/edit/field-names.ts';
import {
  beginning,
  branchOf,
  labelOf,
  nameOfBranch,
  type SchemaNode,
} from '#ui/pages/kiosk/edit/schema-node.ts';
import { configurationIn, configurationLink, openLink } from '#ui/pages/kiosk/configuration-link.ts';

const folder = resolve(import.meta.dirname, '../../../../public/kiosk');
const schema = JSON.parse(readFileSync(resolve(folder, 'configuration.schema.json'), 'utf8')) as SchemaNode;
const demo = readFileSync(resolve(folder, 'demo.json'), 'utf8');
const sceneSchema = schema.properties?.['playlist']?.items ?? {};

describe('what an editor begins with', () => {
  it('is a scene that lacks nothing but its words', () => {
    const scene = beginning(sceneSchema) as object;
    expect(scene).toEqual({ id: '', source: { kind: 'scene' }, model: '', durationS: 1 });
    const text = changeText(demo, ['playlist', 2], { ...scene, id: 'third', model: 'yolox-nano' });
    expect(readConfiguration(text)).toMatchObject({ ok: true });
  });

  it('is one entry where a list must have one, and one language where texts must', () => {
    const schedule = beginning(schema.properties?.['schedule'] ?? {});
    expect(schedule).toEqual({ zone: '', open: [{ days: ['mon'], from: '', to: '' }] });
    expect(beginning(schema.properties?.['closedCard'] ?? {})).toEqual({ en: '' });
  });
});

it('a value belongs to the branch with its kind', () => {
  const source = sceneSchema.properties?.['source'] ?? {};
  const branch = branchOf(source, { kind: 'clip', path: '/a.webm' });
  expect(branch && nameOfBranch(branch)).toBe('clip');
  expect(branchOf(source, { kind: 'else' })).toBeUndefined();
});

it.each([
  ['idleAfterS', 'idle after (s)'],
  ['memoryLimitMiB', 'memory limit (MiB)'],
  ['blurRadiusPx', 'blur radius (px)'],
  ['recycleEveryH', 'recycle every (h)'],
  ['privacyNotice', 'privacy notice'],
  ['ground', 'ground colour'],
  ['notYetNamed', 'notYetNamed'],
])('%s is called %s', (name, label) => {
  expect(labelOf(name)).toBe(label);
});

it('every field of the schema has a name in words', () => {
  const names = new Set<string>();
  JSON.stringify(schema, (_, value: unknown) => {
    const { properties } = (value ?? {}) as SchemaNode;
    for (const name of Object.keys(properties ?? {})) names.add(name);
    return value;
  });
  const inText = ['$schema', 'version', 'pin', 'salt', 'hash', 'iterations'];
  expect([...names].filter((name) => !(name in fieldNames) && !inText.includes(name))).toEqual([]);
});

describe('a change', () => {
  it('leaves the rest of the text as it was', () => {
    const text = changeText(demo, ['idleAfterS'], 45);
    expect(text).toBe(demo.replace('"idleAfterS": 30', '"idleAfterS": 45'));
  });

  it('takes out what is undefined', () => {
    expect(JSON.parse(changeText(demo, ['fallback'], undefined))).not.toHaveProperty('fallback');
  });

  it('of what is no JSON is refused', () => {
    expect(() => changeText('[', ['a'], 1)).toThrow();
  });
});

it('a configuration comes whole through a link, and a broken link says so', async () => {
  const link = await configurationLink(demo);
  expect(link.length).toBeLessThan(1200);
  expect(await openLink(link)).toBe(demo);
  expect(configurationIn('#plan=abc')).toBeUndefined();
  await expect(openLink(link.slice(0, -20))).rejects.toThrow('damaged');
});
