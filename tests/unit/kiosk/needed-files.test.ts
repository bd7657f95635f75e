import { expect, it } from 'vitest';
import type { ModelFile } from '#core/io-spec.ts';
import { neededFiles } from '#kiosk/needed-files.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';

const sha256 = 'a'.repeat(64);
const scene = (id: string, source: object, engines: string[]) => ({
  id,
  source,
  model: id,
  engines,
  durationS: 10,
});

function configured(fields: object) {
  const text = JSON.stringify({ version: 1, privacyNotice: { en: 'Nothing is recorded.' }, ...fields });
  const read = readConfiguration(text);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.configuration;
}

it('are models of every engine, clips, logo and font once each, and the lists last', () => {
  const configuration = configured({
    playlist: [scene('one', { kind: 'clip', path: '/kiosk/a.webm' }, ['auto', 'mediapipe-cpu'])],
    attract: [scene('one', { kind: 'clip', path: '/kiosk/a.webm' }, ['auto'])],
    branding: { logo: '/kiosk/logo.svg', font: '/kiosk/sans.woff2' },
    fallback: { clip: '/kiosk/back-soon.webm' },
  });
  const paths = neededFiles(configuration, {
    index: { version: 1, files: [], probe: { file: 'probe.onnx', sha256 } as never },
    configurationPath: '/kiosk/wall.json',
    fileOf: ({ model }, engine) => ({ file: `${model}-${engine}.onnx`, sha256 }) as ModelFile,
  });
  expect(paths).toEqual([
    { path: '/models/one-auto.onnx', sha256 },
    { path: '/models/one-mediapipe-cpu.onnx', sha256 },
    { path: '/models/probe.onnx', sha256 },
    { path: '/kiosk/a.webm' },
    { path: '/kiosk/logo.svg' },
    { path: '/kiosk/sans.woff2' },
    { path: '/kiosk/back-soon.webm' },
    { path: '/models/index.json' },
    { path: '/kiosk/wall.json' },
  ]);
});

it('of a model that the site lacks are none', () => {
  const configuration = configured({ playlist: [scene('one', { kind: 'scene' }, ['auto'])] });
  const site = {
    index: { version: 1 as const, files: [] },
    configurationPath: undefined,
    fileOf: () => undefined,
  };
  expect(neededFiles(configuration, site)).toEqual([{ path: '/models/index.json' }]);
});
