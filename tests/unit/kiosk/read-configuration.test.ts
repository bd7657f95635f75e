import { describe, expect, it } from 'vitest';
import { readConfiguration } from '#kiosk/read-configuration.ts';

const valid = `{
  "version": 1,
  "playlist": [
    {
      "id": "street",
      "source": { "kind": "clip", "path": "/clips/street.mp4" },
      "model": "fastseg",
      "cards": [{ "de": "Straße", "en": "Street" }],
      "durationS": 60
    }
  ],
  "schedule": {
    "zone": "Europe/Berlin",
    "open": [{ "days": ["mon"], "from": "09:00", "to": "18:00" }]
  },
  "branding": { "logo": "/kiosk/logo.svg" },
  "privacyNotice": { "en": "Nothing is recorded." }
}`;

function faultsOf(text: string) {
  const read = readConfiguration(text);
  return read.ok ? [] : read.faults;
}

/** The fault of a valid configuration in which one passage was replaced. */
const faultWith = (passage: string, by: string) => {
  expect(valid).toContain(passage);
  return faultsOf(valid.replace(passage, by));
};

describe('readConfiguration', () => {
  it('takes a valid one and fills in what was left out', () => {
    expect(readConfiguration(valid)).toMatchObject({
      ok: true,
      configuration: {
        orientation: 0,
        recycleEveryH: 24,
        playlist: [{ engines: ['auto'], transition: 'cut' }],
      },
    });
  });

  it.each([
    ['a script URL', '"/kiosk/logo.svg"', '"javascript:alert(1)"', 16, 25],
    ['a data URL', '"/kiosk/logo.svg"', '"data:text/html,x"', 16, 25],
    ['another origin', '"/kiosk/logo.svg"', '"https://example.org/x.svg"', 16, 25],
    ['another origin without scheme', '"/kiosk/logo.svg"', '"//example.org/x.svg"', 16, 25],
    ['another origin by a backslash', '"/kiosk/logo.svg"', String.raw`"/\\example.org/x.svg"`, 16, 25],
    ['another origin by a tab', '"/kiosk/logo.svg"', String.raw`"/\t/example.org/x.svg"`, 16, 25],
    ['a step upwards', '"/clips/street.mp4"', '"/clips/../street.mp4"', 6, 43],
    ['HTML in a text', '"Street"', '"<img src=x onerror=alert(1)>"', 8, 41],
    ['an absurd text', '"Street"', `"${'x'.repeat(501)}"`, 8, 41],
    ['an absurd duration', '60', '1e9', 9, 20],
    ['an unknown field', '"logo"', '"onload"', 16, 17],
    ['a prototype', '"logo": "/kiosk/logo.svg"', '"__proto__": {}', 16, 17],
    ['a zone that is none', '"Europe/Berlin"', '"Europe/Nowhere"', 13, 13],
    ['an hour that is none', '"18:00"', '"24:00"', 14, 56],
    ['a missing field', '"model": "fastseg",', '', 4, 5],
    ['a name twice', '"branding"', '"version"', 16, 3],
    ['a comment', '"branding"', '/* x */ "branding"', 16, 3],
    ['broken JSON', '"durationS": 60', '"durationS": ', 10, 5],
  ])('refuses %s at its line and column', (_, passage, by, line, column) => {
    const [fault, ...others] = faultWith(passage, by);
    expect(fault).toMatchObject({ line, column });
    expect(others).toEqual([]);
  });

  it('tells every fault, not only the first', () => {
    expect(faultsOf(valid.replace('60', '0').replace('"18:00"', '"6pm"')).map(({ line }) => line)).toEqual([
      9, 14,
    ]);
  });

  it('refuses what is too long or nested too deep before it is parsed', () => {
    expect(faultsOf(' '.repeat(1_000_001))[0]).toMatchObject({ code: 'too-long', value: '1000000' });
    expect(faultsOf('['.repeat(900_000))[0]).toMatchObject({ line: 1, column: 33, code: 'too-deep' });
    expect(faultsOf('')[0]).toMatchObject({ code: 'not-json' });
  });

  it.each([
    ['"/kiosk/logo.svg"', '"javascript:alert(1)"', 'path '],
    ['"/clips/street.mp4"', '"/clips/../street.mp4"', 'no-dots '],
    ['"Street"', '"<b>"', 'no-html '],
    ['"de"', '"DE"', 'language '],
    ['{ "en": "Nothing is recorded." }', '{}', 'any-language '],
    ['"street"', '"The street"', 'id '],
    ['"Europe/Berlin"', '"Europe/Nowhere"', 'zone '],
    ['"18:00"', '"6pm"', 'clock '],
    ['"logo": "/kiosk/logo.svg"', '"ink": "red"', 'colour '],
    ['"logo"', '"onload"', 'unknown-field "onload"'],
    ['"model": "fastseg",', '', 'missing-field "model"'],
    ['"branding"', '"version"', 'bad-name "version"'],
    ['"clip", "path"', '"film", "path"', 'one-of "camera", "clip", "scene"'],
    ['"mon"', '"monday"', 'one-of "mon", "tue", "wed", "thu", "fri", "sat", "sun"'],
    ['"durationS": 60', '"durationS": 0', 'at-least 1'],
    ['"durationS": 60', '"durationS": 1e9', 'at-most 86400'],
    ['"durationS": 60', '"durationS": 1.5', 'whole-number '],
    ['"durationS": 60', '"durationS": "60"', 'needs-number '],
    ['"fastseg"', '7', 'needs-text '],
    ['"Street"', '""', 'too-few 1'],
    ['"Street"', `"${'x'.repeat(501)}"`, 'too-many 500'],
    ['["mon"]', '{}', 'needs-list '],
    ['{ "logo": "/kiosk/logo.svg" }', '7', 'needs-object '],
    ['{ "en": "Nothing is recorded." }', '"Nothing."', 'needs-object '],
  ])('says of %s as %s what is wrong: %s', (passage, by, flaw) => {
    expect(faultWith(passage, by).map(({ code, value }) => `${code} ${value}`)).toEqual([flaw]);
  });
});
