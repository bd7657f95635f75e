import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings, type Settings } from '#ui/app/settings.ts';
import { Studio } from '#ui/app/studio.ts';
import { fakeCatalog } from './fake-catalog.ts';
import {
  fakeFile,
  fakeLabels,
  fakeManifests,
  fakeReport,
  fakeSettings,
  liveState,
  warmReading,
} from './fake-models.ts';
import { FakeSession } from './fake-session.ts';

beforeEach(() => localStorage.clear());

function studioWith(
  settings: Partial<Settings> = {},
  files = ['matte-net', 'box-net'].map((id) => fakeFile(id)),
) {
  const session = new FakeSession();
  const saved: Settings[] = [];
  const studio = new Studio({
    session,
    catalog: fakeCatalog(files),
    manifests: fakeManifests,
    loadLabels: fakeLabels,
    settings: { ...defaultSettings, ...settings },
    save: (now) => saved.push(now),
  });
  return { studio, session, saved };
}

describe('the studio', () => {
  it('asks nothing of the session before a source is chosen', async () => {
    const { studio, session } = studioWith();
    await studio.chooseTask('detection');
    studio.changeLook({ mirror: true });
    expect(session.called('setModel')).toEqual([]);
    expect(session.called('setSource')).toEqual([]);
  });

  it('opens the chosen source, then the model of the task', async () => {
    const { studio, session } = studioWith();
    await studio.chooseSource({ kind: 'scene' });
    expect(session.called('setSource')).toEqual([[{ kind: 'scene' }]]);
    expect(session.called('setModel')).toEqual([[fakeSettings('matte-net')]]);
  });

  it('keeps each choice in the address, completed', async () => {
    const { studio, saved } = studioWith();
    await studio.chooseSource({ kind: 'scene' });
    await studio.chooseTask('detection');
    expect(saved.at(-1)).toMatchObject({
      task: 'detection',
      model: fakeSettings('box-net'),
      source: { kind: 'scene' },
    });
  });

  it('comes back to what ran before when a task is chosen again', async () => {
    const { studio } = studioWith();
    await studio.chooseModel({ ...fakeSettings('matte-net'), threads: 2 });
    await studio.chooseTask('detection');
    expect(studio.model?.threads).toBe(0);
    await studio.chooseTask('matting');
    expect(studio.model?.threads).toBe(2);
  });

  it('shows bare frames while the model of a task is not here, and runs it once it was fetched', async () => {
    const { studio, session } = studioWith();
    await studio.chooseSource({ kind: 'scene' });
    await studio.chooseTask('segmentation');
    expect(session.called('closeModel')).toHaveLength(1);
    expect(studio.modelIsHere).toBe(false);
    studio.catalog.fetchModel = () => {
      studio.catalog.files = [...studio.catalog.files, fakeFile('road-net')];
      return Promise.resolve(true);
    };
    await studio.fetchModel('road-net', 'base');
    expect(session.called('setModel').at(-1)).toEqual([fakeSettings('road-net')]);
  });

  it('does not switch to a model that was fetched while another is chosen', async () => {
    const { studio, session } = studioWith();
    await studio.chooseSource({ kind: 'scene' });
    studio.catalog.fetchModel = () => Promise.resolve(true);
    await studio.fetchModel('road-net', 'base');
    expect(session.called('setModel')).toEqual([[fakeSettings('matte-net')]]);
  });

  it('tries a failed source or model again as it was asked for', async () => {
    const { studio, session } = studioWith();
    await studio.chooseSource({ kind: 'screen' });
    await studio.retry('source');
    await studio.retry('model');
    expect(session.called('setSource')).toEqual([[{ kind: 'screen' }], [{ kind: 'screen' }]]);
    expect(session.called('setModel')).toHaveLength(2);
  });

  it('switches the way by the same model with only that changed', async () => {
    const { studio, session } = studioWith();
    await studio.chooseSource({ kind: 'scene' });
    await studio.setRoundTrip(true);
    expect(session.called('setModel').at(-1)).toEqual([{ ...fakeSettings('matte-net'), roundTrip: true }]);
  });

  it('keeps figures of both ways for the comparison', () => {
    const { studio, session } = studioWith();
    const live = liveState('matte-net');
    session.become(live);
    session.measure(warmReading);
    session.become({ model: { ...session.state.model, report: { ...fakeReport, roundTrip: true } } });
    session.measure({ ...warmReading, displayFps: 11 });
    expect(studio.roundTrips.figures.direct?.displayFps).toBe(warmReading.displayFps);
    expect(studio.roundTrips.figures.roundTrip?.displayFps).toBe(11);
  });

  it('forgets hidden classes when a model with other classes runs', async () => {
    const { studio, session } = studioWith({ look: { ...defaultSettings.look, hiddenClasses: [1] } });
    session.become(liveState('box-net'));
    expect(studio.settings.look.hiddenClasses).toEqual([1]);
    session.become(liveState('road-net'));
    expect(studio.settings.look.hiddenClasses).toEqual([]);
    // Class names come with the model, a moment later.
    await vi.waitFor(() => expect(studio.labels.map(({ name }) => name)).toEqual(['sky', 'road', 'tree']));
  });

  it('remembers the camera that worked', async () => {
    const { studio, session } = studioWith();
    await studio.chooseSource({
      kind: 'camera',
      deviceId: 'abc',
      label: '',
      width: 640,
      height: 480,
      frameRate: 30,
    });
    expect(localStorage.length).toBe(0);
    session.become(liveState('matte-net'));
    expect(JSON.parse(localStorage.getItem('vitrine-camera') ?? '')).toEqual({
      deviceId: 'abc',
      label: 'Test camera',
    });
  });

  it('tells of each change', async () => {
    const { studio } = studioWith();
    const changed = vi.fn();
    studio.addEventListener('change', changed);
    studio.changeLook({ opacity: 0.1 });
    studio.report(new Error('broken'));
    expect(studio.notice).toMatchObject({ code: 'internal', message: 'broken' });
    studio.dismiss();
    await studio.stopSource();
    expect(changed.mock.calls.length).toBeGreaterThanOrEqual(4);
  });
});
