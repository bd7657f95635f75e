/**
 * npm run bar:kiosk-hostile: every place of a valid kiosk configuration is attacked in turn. Each attack must be
 * refused with its own line, and nobody may guess more than 40 PINs in a day, reloading the page between guesses.
 */
import { PinGate, type Tries } from '#kiosk/pin-gate.ts';
import { hashPin } from '#kiosk/pin.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';

const MOST_GUESSES = 40;

const valid: unknown = {
  version: 1,
  playlist: [
    {
      id: 'street',
      source: { kind: 'clip', path: '/clips/street.mp4' },
      model: 'fastseg',
      engines: ['ort-webgpu'],
      cards: [{ de: 'Straße', en: 'Street' }],
      look: { background: 'blur', opacity: 0.5, hiddenClasses: [3] },
      durationS: 60,
      transition: 'fade',
    },
  ],
  schedule: { zone: 'Europe/Berlin', open: [{ days: ['mon'], from: '09:00', to: '18:00' }] },
  orientation: 90,
  branding: { logo: '/kiosk/logo.svg', font: '/kiosk/font.woff2', ground: '#101010', ink: '#f0f0f0' },
  fallback: { clip: '/kiosk/still.mp4', card: { en: 'We are back in a moment.' }, holdS: 5 },
  presence: { people: 1, share: 0.05 },
  nightlyAt: '04:00',
  closedCard: { en: 'Open from 9 to 18.' },
  privacyNotice: { en: 'Nothing is recorded.' },
  pin: await hashPin('7391'),
  idleAfterS: 60,
  recycleEveryH: 24,
  memoryLimitMiB: 2048,
};

const strings = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '',
  'x'.repeat(100_000),
  7,
  null,
  [],
  {},
];
const paths = [
  'javascript:alert(1)',
  'https://example.org/x',
  '//example.org/x',
  '/\\example.org/x',
  '/../x',
  'data:,x',
];
const numbers = [-1, 1e300, 0.5, '60', null, [], {}];
const unknown = ['onload', 'constructor', 'html', 'src'];

/** Each attack with the line on which it stands once printed. */
function* attacks(): Generator<{ text: string; line: number }> {
  for (const path of placesIn(valid)) {
    const value = path.reduce<unknown>((inside, key) => (inside as Record<string, unknown>)[key], valid);
    const isText =
      path[0] === 'privacyNotice' ||
      path[0] === 'closedCard' ||
      path.includes('cards') ||
      path.includes('card');
    if (typeof value === 'string') {
      for (const by of isText ? strings : [...strings, ...paths]) yield attack(path, by);
    } else if (typeof value === 'number') {
      // A half is an attack on whole numbers only.
      for (const by of numbers) if (by !== 0.5 || Number.isInteger(value)) yield attack(path, by);
    } else if (!Array.isArray(value)) {
      for (const name of unknown) yield attack([...path, name], '<b>');
    }
  }
}

function* placesIn(value: unknown, path: string[] = []): Generator<string[]> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inside] of Object.entries(value)) yield* placesIn(inside, [...path, key]);
}

function attack(path: string[], by: unknown): { text: string; line: number } {
  const marker = '@@here@@';
  const copy = structuredClone(valid);
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((inside, key) => (inside as Record<string, unknown>)[key], copy);
  (parent as Record<string, unknown>)[path.at(-1)!] = marker;
  const marked = JSON.stringify(copy, null, 2);
  const line = marked.slice(0, marked.indexOf(marker)).split('\n').length;
  return { text: marked.replace(`"${marker}"`, () => JSON.stringify(by)), line };
}

async function guessesInADay(): Promise<number> {
  const hash = await hashPin('7391', 1);
  let kept: Tries | undefined;
  let guesses = 0;
  for (let second = 0; second < 86_400; second++) {
    const store = { load: () => kept, save: (tries: Tries) => (kept = tries) };
    const gate = new PinGate(hash, store, () => 1e12 + second * 1000);
    if (gate.waitMs > 0) continue;
    await gate.try('0000');
    guesses++;
  }
  return guesses;
}

if (!readConfiguration(JSON.stringify(valid, null, 2)).ok)
  throw new Error('The valid configuration is refused.');
let refused = 0;
let tried = 0;
for (const { text, line } of attacks()) {
  tried++;
  const read = readConfiguration(text);
  if (!read.ok && read.faults.some((fault) => fault.line === line)) refused++;
  else console.log(`not refused on line ${line}: ${text.split('\n')[line - 1]?.slice(0, 100)}`);
}
const guesses = await guessesInADay();
console.log(
  `kiosk-hostile: ${refused} of ${tried} attacks refused with their line; ${guesses} PIN guesses in a day`,
);
if (refused < tried || tried < 200 || guesses > MOST_GUESSES) process.exitCode = 1;
