import { describe, expect, it } from 'vitest';
import { readArguments } from '#models/prepare/cli/arguments.ts';
import { restoreOptions } from '#models/prepare/cli/npm-options.ts';
import { lineOf } from '#models/prepare/cli/bars.ts';

const read = (line: string) => readArguments(line.split(' ').filter(Boolean)).command;

describe('the command line', () => {
  it('prepares everything when nothing is said', () => {
    expect(read('')).toEqual({ name: 'prepare', ids: [], task: undefined });
    expect(read('prepare --all')).toEqual({ name: 'prepare', ids: [], task: undefined });
    expect(read('prepare mcnn yolox-nano/coco')).toMatchObject({ ids: ['mcnn', 'yolox-nano/coco'] });
  });

  it('takes the height first', () => {
    expect(
      read('export ddrnet --checkpoint a.pth --size 512x1024 --fp16 --classes 11 --set slim=true'),
    ).toEqual({
      name: 'export',
      id: 'ddrnet',
      checkpoints: ['a.pth'],
      size: { height: 512, width: 1024 },
      precision: 'fp16',
      config: { slim: true, classes: 11 },
      entry: undefined,
      out: undefined,
    });
  });

  it.each([
    ['juggle', 'There is no command juggle'],
    ['export ddrnet --size 64x64', '--checkpoint FILE'],
    ['export ddrnet --checkpoint a.pth', '--size HEIGHTxWIDTH'],
    ['export ddrnet --checkpoint a.pth --size 64', 'got 64'],
    ['export ddrnet --checkpoint a.pth --size 0x64', 'got 0x64'],
    ['export --checkpoint a.pth --size 64x64', 'export takes one model, got none'],
    ['export ddrnet --checkpoint a.pth --size 64x64 --classes many', '--classes is a whole number, got many'],
    ['export ddrnet --checkpoint a.pth --size 64x64 --set slim', '--set is NAME=VALUE, got slim'],
    ['card a b', 'card takes one model, got a b'],
    ['prepare mcnn --all', 'not both'],
    ['prepare --taks detection', "'--taks'"],
  ])('refuses %j', (line, why) => {
    expect(() => read(line)).toThrow(why);
  });
});

describe('options that npm took for its own', () => {
  const npm = { npm_lifecycle_event: 'models' };

  it('come back, with the values that npm left among the positionals', () => {
    const env = {
      ...npm,
      npm_config_checkpoint: 'true',
      npm_config_size: 'true',
      npm_config_fp16: 'true',
      npm_config_classes: 'true',
      npm_config_out: 'true',
    };
    const args = restoreOptions(['export', 'ddrnet/x-23', 'a.pth', '512x1024', '11', 'b.onnx'], env);
    expect(readArguments(args).command).toEqual(
      read('export ddrnet/x-23 --checkpoint a.pth --size 512x1024 --fp16 --classes 11 --out b.onnx'),
    );
  });

  it('come back when they were written with =', () => {
    const env = { ...npm, npm_config_task: 'detection', npm_config_offline: 'true' };
    expect(readArguments(restoreOptions(['prepare'], env))).toEqual({
      command: { name: 'prepare', ids: [], task: 'detection' },
      offline: true,
    });
  });

  it('are left alone behind -- and outside npm', () => {
    expect(restoreOptions(['prepare', '--task', 'counting'], npm)).toEqual(['prepare', '--task', 'counting']);
    expect(restoreOptions(['prepare'], { npm_config_task: 'detection' })).toEqual(['prepare']);
  });
});

it('draws how far a download is', () => {
  const half = lineOf('mcnn/a', { stage: 'download', loaded: 500_000, total: 1_000_000 });
  expect(half).toBe(`  ${'█'.repeat(12)}${'░'.repeat(12)} download mcnn/a  0.5 MB of 1.0 MB`);
});
