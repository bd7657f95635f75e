import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '#ui/app/settings.ts';
import { formatSettings, parseSettings } from '#ui/app/settings-url.ts';

const changed: Settings = {
  task: 'detection',
  model: {
    model: 'box-net',
    variant: 'base',
    size: { width: 320, height: 256 },
    precision: 'fp16',
    engine: 'ort-wasm',
    roundTrip: true,
    graphCapture: false,
    threads: 3,
  },
  source: { kind: 'camera', width: 640, height: 480, frameRate: 15 },
  look: {
    mirror: true,
    opacity: 0.25,
    hiddenClasses: [2, 15],
    background: 'green',
    blurRadiusPx: 20,
    lightWrap: 0.5,
    decontaminate: false,
    refine: false,
    smoothing: 0,
    patterns: true,
    scoreThreshold: 0.5,
    iouThreshold: 0.65,
    tracking: true,
    trails: false,
  },
  regions: [
    {
      kind: 'line',
      id: 1,
      points: [
        { x: 0.5, y: 1 },
        { x: 0.25, y: 0 },
      ],
    },
    {
      kind: 'zone',
      id: 1,
      points: [
        { x: 0, y: 0 },
        { x: 0.333, y: 0 },
        { x: 0.333, y: 0.9 },
      ],
    },
  ],
};

describe('settings in the address', () => {
  it('come back as they were, each of them', () => {
    expect(parseSettings(formatSettings(changed))).toEqual(changed);
  });

  it('are the defaults for an empty address', () => {
    expect(parseSettings('')).toEqual(defaultSettings);
  });

  it('name only what differs from the defaults', () => {
    expect(formatSettings(defaultSettings)).toBe('?task=matting');
    expect(
      formatSettings({
        ...defaultSettings,
        task: 'counting',
        source: { ...defaultSettings.source, kind: 'scene' },
      }),
    ).toBe('?task=counting&source=scene');
  });

  it.each([
    'task=sorcery',
    'model=../../etc/passwd',
    'model=<script>',
    'size=0x256',
    'size=99999x1',
    'size=256',
    'precision=fp8',
    'engine=cuda',
    'roundtrip=yes',
    'threads=-1',
    'threads=1.5',
    'threads=65',
    'source=microphone',
    'fps=0',
    'fps=1e9',
    'opacity=2',
    'opacity=NaN',
    'opacity=',
    'smoothing=0.96',
    'hide=1,2',
    `hide=${'1-'.repeat(3000)}1`,
    'background=lava',
    'blur=1e3',
    'tracking=maybe',
    'lines=1-2-3',
    'lines=0-0-1001-0',
    'lines=0-0-0-0-0-0',
    'zones=0-0-500-500',
    `zones=${'1-1-'.repeat(40)}1-1`,
    `lines=${'0-0-1-1_'.repeat(20)}0-0-1-1`,
    'unknown=1',
  ])('ignore %s', (query) => {
    expect(parseSettings(`?${query}`)).toEqual(defaultSettings);
  });

  it('keep what is right beside what is wrong', () => {
    expect(parseSettings('?opacity=7&mirror=1&threads=2&task=nonsense')).toEqual({
      ...defaultSettings,
      model: { threads: 2 },
      look: { ...defaultSettings.look, mirror: true },
    });
  });

  it('take numbers at their limits', () => {
    const { look } = parseSettings('?opacity=0&smoothing=0.95&score=1&iou=0&blur=64');
    expect(look).toMatchObject({
      opacity: 0,
      smoothing: 0.95,
      scoreThreshold: 1,
      iouThreshold: 0,
      blurRadiusPx: 64,
    });
  });

  it('hold all but one of a thousand classes, as “only” hides them', () => {
    const hiddenClasses = Array.from({ length: 999 }, (_, index) => index + 1);
    const settings = { ...defaultSettings, look: { ...defaultSettings.look, hiddenClasses } };
    expect(parseSettings(formatSettings(settings)).look.hiddenClasses).toEqual(hiddenClasses);
  });

  it('list each hidden class once', () => {
    expect(parseSettings('?hide=3-1-3').look.hiddenClasses).toEqual([3, 1]);
  });
});
