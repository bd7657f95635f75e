import { afterEach, describe, expect, it } from 'vitest';
import { ade20k150 } from '#core/label-sets/ade20k-150.ts';
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
import { words as deAde } from '#ui/locales/classes/ade20k/de.ts';
import { words as esAde } from '#ui/locales/classes/ade20k/es.ts';
import { words as frAde } from '#ui/locales/classes/ade20k/fr.ts';
import { words as jaAde } from '#ui/locales/classes/ade20k/ja.ts';
import { words as zhAde } from '#ui/locales/classes/ade20k/zh-Hans.ts';
import { targetLocales } from '#ui/locales/codes.ts';
import { classWord, useClassWords } from '#ui/text/class-words.ts';

const lists = { de, es, fr, ja, 'zh-Hans': zh };
const uncounted = { de: deAde, es: esAde, fr: frAde, ja: jaAde, 'zh-Hans': zhAde };
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

  it('are there for all of ADE20K, each once, and tell its classes apart', () => {
    expect(ade20k150).toHaveLength(150);
    expect(ade20k150.filter(({ name }) => /\s{2}|\n/.test(name))).toEqual([]);
    for (const language of targetLocales) {
      const [counted, words] = [lists[language], uncounted[language]];
      expect(Object.keys(words).filter((name) => name in counted)).toEqual([]);
      const named = ade20k150.map(({ name }) => counted[name]?.[0] ?? words[name]);
      expect(named.indexOf(undefined), language).toBe(-1);
      // Two words for one thing may be one word elsewhere: airplane and aeroplane are, in the counted lists.
      expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length);
    }
    useClassWords({ gremlin: ['Kobold'] });
    expect(say([2, 2], 'de')).toBe('Kobold: 2');
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
