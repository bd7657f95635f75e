import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  bestLanguage,
  chooseLanguage,
  currentLanguage,
  startLanguage,
  withLanguage,
} from '#ui/app/language.ts';
import { formatMs } from '#ui/text/format.ts';
import { expectAccessible, find, mount, settle, textOf } from './mount.ts';

const address = location.href;
beforeEach(() => localStorage.clear());
afterEach(async () => {
  await chooseLanguage('en');
  localStorage.clear();
  history.replaceState(null, '', address);
});

describe('the language', () => {
  it('is the first wanted one that we have in the same script', () => {
    expect(bestLanguage(['pt', 'fr-CA', 'de'])).toBe('fr');
    expect(bestLanguage(['zh-TW', 'ja'])).toBe('ja');
    expect(bestLanguage(['zh-CN'])).toBe('zh-Hans');
    expect(bestLanguage([undefined, 'not a tag!', 'xx'])).toBe('en');
  });

  it('is chosen at the top of the page: words, numbers, lang and the address follow, and elements stay', async () => {
    const welcome = await mount('vt-welcome');
    const masthead = await mount('vt-masthead');
    const choice = find<HTMLSelectElement>(masthead, 'select');
    choice.value = [...choice.options].find(({ lang }) => lang === 'de')!.value;
    choice.dispatchEvent(new Event('change'));
    await expect.poll(() => currentLanguage()).toBe('de');
    await settle(welcome);
    expect(textOf(welcome)).toContain('Kamera');
    expect(document.documentElement.lang).toBe('de');
    expect(document.documentElement.dir).toBe('ltr');
    expect(formatMs(8.34)).toBe('8,3');
    expect(new URLSearchParams(location.search).get('lang')).toBe('de');
    await expectAccessible(masthead);
  });

  it('comes back from memory, and the address is stronger', async () => {
    await chooseLanguage('fr');
    history.replaceState(null, '', address);
    await startLanguage();
    expect(currentLanguage()).toBe('fr');
    history.replaceState(null, '', `${location.pathname}?lang=ja`);
    await startLanguage();
    expect(currentLanguage()).toBe('ja');
    expect(withLanguage('?task=detection')).toBe('?task=detection&lang=ja');
  });
});
