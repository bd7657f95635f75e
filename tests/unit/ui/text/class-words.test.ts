import { afterEach, describe, expect, it } from 'vitest';
import { camvid11Alphabetical } from '#core/label-sets/camvid-11-alphabetical.ts';
import { camvid11 } from '#core/label-sets/camvid-11.ts';
import { cityscapes19 } from '#core/label-sets/cityscapes-19.ts';
import { coco80 } from '#core/label-sets/coco-80.ts';
import { voc21 } from '#core/label-sets/voc-21.ts';
import { spokenResult } from '#ui/components/announcer/spoken.ts';
import { classesNamed } from '#ui/components/legend/legend-rows.ts';
import { classes as de } from '#ui/locales/classes/de.ts';
import { classes as es } from '#ui/locales/classes/es.ts';
import { classes as fr } from '#ui/locales/classes/fr.ts';
import { classes as ja } from '#ui/locales/classes/ja.ts';
import { classes as zh } from '#ui/locales/classes/zh-Hans.ts';
import { targetLocales } from '#ui/locales/codes.ts';
import { classWord, useClassWords } from '#ui/text/class-words.ts';

const lists = { de, es, fr, ja, 'zh-Hans': zh };
const names = new Set(
  [coco80, voc21, cityscapes19, camvid11, camvid11Alphabetical].flat().map(({ name }) => name),
);
const box = { left: 0, top: 0, right: 9, bottom: 9 };
const labels = ['person', 'dog', 'gremlin'].map((name) => ({ name, colour: [1, 2, 3] as const }));
const say = (classes: readonly number[], language: string) => {
  const detections = classes.map((classIndex) => ({ box, classIndex, score: 0.9 }));
  return spokenResult({ kind: 'boxes', detections }, labels, [], language);
};

afterEach(() => useClassWords({}));

describe('the words for classes', () => {
  it('are there in every language of the page', () => {
    expect(Object.keys(lists)).toEqual([...targetLocales]);
    for (const [language, words] of Object.entries(lists)) {
      expect(
        [...names].filter((name) => !(name in words)),
        language,
      ).toEqual([]);
      for (const forms of Object.values(words)) for (const form of forms) expect(form).not.toBe('');
    }
  });

  it('are said with the plural of the language, or with its counters', () => {
    expect(say([0, 0, 0, 1], 'en')).toBe('3 people, 1 dog');
    useClassWords(de);
    expect(say([0, 0, 0, 1], 'de')).toBe('3 Personen, 1 Hund');
    useClassWords(es);
    expect(say([1, 1, 0], 'es')).toBe('2 perros y 1 persona');
    useClassWords(fr);
    expect(say([0, 0, 1], 'fr')).toBe('2 personnes et 1 chien');
    useClassWords(ja);
    expect(say([0, 0, 0, 1], 'ja')).toBe('人3人、犬1匹');
    useClassWords(zh);
    expect(say([0, 0, 0, 1], 'zh-Hans')).toBe('3个人和1只狗');
  });

  it('are the models’ own where the language has none', () => {
    useClassWords(de);
    expect(say([2, 2], 'de')).toBe('gremlin: 2');
    expect(classWord('constructor')).toBe('constructor');
  });

  it('are found by a search, as the English ones are', () => {
    useClassWords(de);
    expect(classesNamed(labels, 'hun')).toEqual([1]);
    expect(classesNamed(labels, 'DOG')).toEqual([1]);
  });
});
