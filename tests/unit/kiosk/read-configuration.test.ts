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
    expect(faultsOf(' '.repeat(1_000_001))[0]?.message).toContain('Longer');
    expect(faultsOf('['.repeat(900_000))[0]).toMatchObject({ line: 1, column: 33 });
    expect(faultsOf('')[0]?.message).toContain('Not JSON');
  });
});
