import { describe, expect, it } from 'vitest';
import { fakeCatalog } from './fake-catalog.ts';
import { fakeFile, fakeMachine, fakeManifests, fakeSettings } from './fake-models.ts';
import { FakeSession } from './fake-session.ts';
import { all, mount, named, record, settle, textOf } from './mount.ts';

const files = [fakeFile('matte-net'), fakeFile('matte-net', { size: { width: 128, height: 128 } })];

describe('vt-model-picker', () => {
  it('offers sizes and engines of the files that are here', async () => {
    const picker = await mount('vt-model-picker', {
      manifests: fakeManifests,
      catalog: fakeCatalog(files),
      machine: fakeMachine,
      task: 'matting',
      settings: fakeSettings('matte-net'),
    });
    const events = record(picker, 'vt-model-change');
    const [engine, size] = all(picker, 'select') as HTMLSelectElement[];
    expect([...(size?.options ?? [])].map(({ text }) => text)).toEqual(['128 × 128', '256 × 256']);
    expect([...(engine?.options ?? [])].filter(({ disabled }) => disabled).map(({ text }) => text)).toEqual([
      'WebNN (ONNX Runtime) (not here)',
    ]);
    if (size) size.selectedIndex = 0;
    size?.dispatchEvent(new Event('change'));
    expect(events.map(({ settings }) => settings)).toEqual([
      { ...fakeSettings('matte-net'), size: { width: 128, height: 128 } },
    ]);
  });

  it('says of a model that is not here what fetching it costs and allows', async () => {
    const catalog = fakeCatalog([]);
    const picker = await mount('vt-model-picker', {
      manifests: fakeManifests,
      catalog,
      task: 'segmentation',
    });
    const events = record(picker, 'vt-model-fetch');
    named(picker, 'Fetch 3.4 MB, licence CC-BY-4.0').click();
    expect(events.map(({ model, variant, action }) => [model, variant, action])).toEqual([
      ['road-net', 'base', 'start'],
    ]);
  });

  it('shows the progress of a fetch, its cancellation, and where it goes on from', async () => {
    const catalog = fakeCatalog([]);
    const picker = await mount('vt-model-picker', {
      manifests: fakeManifests,
      catalog,
      task: 'segmentation',
    });
    catalog.fetchState = () => ({ stage: 'download', loaded: 1_200_000, total: 3_400_000, error: undefined });
    catalog.dispatchEvent(new Event('change'));
    await settle(picker);
    expect(textOf(picker)).toContain('1.2 MB of 3.4 MB');
    const events = record(picker, 'vt-model-fetch');
    named(picker, 'Cancel').click();
    expect(events[0]?.action).toBe('cancel');
    catalog.fetchState = () => ({ stage: 'stopped', loaded: 1_200_000, total: 3_400_000, error: undefined });
    catalog.dispatchEvent(new Event('change'));
    await settle(picker);
    expect(named(picker, 'Go on from 1.2 MB of 3.4 MB')).toBeTruthy();
  });

  it('names the command where the server cannot fetch', async () => {
    const catalog = fakeCatalog([], false);
    const picker = await mount('vt-model-picker', {
      manifests: fakeManifests,
      catalog,
      task: 'segmentation',
    });
    expect(textOf(picker)).toContain('npm run models');
    expect(all(picker, 'li button')).toEqual([]);
  });

  it('labels untrained weights before they are made', async () => {
    const road = fakeManifests.find(({ id }) => id === 'road-net')!;
    const [base] = road.variants;
    const picker = await mount('vt-model-picker', {
      manifests: [{ ...road, variants: [{ ...base!, source: { from: 'untrained' } }] }],
      catalog: fakeCatalog([]),
      task: 'segmentation',
    });
    expect(textOf(picker)).toContain('untrained: speed only');
    expect(textOf(picker)).not.toContain('trained on');
  });

  it('labels untrained weights', async () => {
    const catalog = fakeCatalog([fakeFile('road-net', { trained: false })]);
    const picker = await mount('vt-model-picker', {
      manifests: fakeManifests,
      catalog,
      task: 'segmentation',
    });
    expect(textOf(picker)).toContain('untrained: speed only');
  });
});

describe('vt-source-picker', () => {
  it('opens nothing until a person chooses', async () => {
    const picker = await mount('vt-source-picker', { session: new FakeSession() });
    const events = record(picker, 'vt-source-change');
    named(picker, 'Screen').click();
    await settle(picker);
    expect(events).toEqual([]);
    named(picker, 'Choose a screen').click();
    named(picker, 'Scene').click();
    await settle(picker);
    named(picker, 'Camera').click();
    await settle(picker);
    named(picker, 'Open the camera').click();
    expect(events.map(({ settings }) => settings.kind)).toEqual(['screen', 'scene', 'camera']);
  });

  it('opens the camera again in the format that was chosen', async () => {
    const picker = await mount('vt-source-picker', { session: new FakeSession() });
    const events = record(picker, 'vt-source-change');
    const [, resolution] = all(picker, 'select') as HTMLSelectElement[];
    if (resolution) resolution.selectedIndex = 2;
    resolution?.dispatchEvent(new Event('change'));
    expect(events.map(({ settings }) => settings)).toMatchObject([
      { kind: 'camera', width: 1920, height: 1080, frameRate: 30 },
    ]);
  });
});
