import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultLook } from '#core/look.ts';
import { fakeCatalog } from './fake-catalog.ts';
import { fakeFile, fakeMachine, fakeManifests, fakeSettings, liveState, warmReading } from './fake-models.ts';
import { FakeSession } from './fake-session.ts';
import { expectAccessible, find, has, mount, named, record, settle, textOf, userEvents } from './mount.ts';

function liveSession(model = 'matte-net'): FakeSession {
  const session = new FakeSession();
  session.become(liveState(model));
  session.measure(warmReading);
  return session;
}

const labels = fakeManifests.find(({ id }) => id === 'road-net')?.labels ?? [];
const files = [fakeFile('matte-net'), fakeFile('matte-net', { size: { width: 128, height: 128 } })];

/** Each element as it is when busy: how it renders alone must be accessible, in light and in dark. */
const examples = {
  'vt-meter': () => mount('vt-meter', { session: liveSession() }),
  'vt-legend': async () => {
    const session = liveSession('road-net');
    const legend = await mount('vt-legend', { session, kind: 'label-map', labels, hiddenClasses: [2] });
    session.show({ kind: 'label-map', shares: [0.2, 0.5, 0.3] });
    session.measure({});
    await settle(legend);
    return legend;
  },
  'vt-look-panel': () => mount('vt-look-panel', { kind: 'alpha-matte', look: defaultLook }),
  'vt-machine': () => mount('vt-machine', { machine: fakeMachine }),
  'vt-model-picker': () =>
    mount('vt-model-picker', {
      manifests: fakeManifests,
      catalog: fakeCatalog(files),
      machine: fakeMachine,
      task: 'matting',
      settings: fakeSettings('matte-net'),
    }),
  'vt-notice': () =>
    mount('vt-notice', { error: { code: 'camera-busy', message: 'NotReadableError', detail: 'stack' } }),
  'vt-progress': () => mount('vt-progress', { what: 'Downloading the model', loaded: 1e6, total: 4e6 }),
  'vt-round-trip': () =>
    mount('vt-round-trip', {
      on: true,
      figures: { direct: { displayFps: 30, inferenceMs: 9, ageMs: 20, frames: 90 }, roundTrip: undefined },
    }),
  'vt-source-picker': () => mount('vt-source-picker', { session: new FakeSession() }),
  'vt-stage': async () => {
    const session = liveSession('box-net');
    const stage = await mount('vt-stage', { session, kind: 'boxes', labels });
    session.show({ kind: 'boxes', detections: [] });
    session.measure({});
    await settle(stage);
    return stage;
  },
  'vt-welcome': () => mount('vt-welcome'),
};

describe.each(['light', 'dark'])('in %s', (theme) => {
  it.each(Object.entries(examples))(
    '%s is accessible and says nothing of its own accord',
    async (_, make) => {
      document.documentElement.dataset['theme'] = theme;
      document.body.style.background = 'var(--vt-surface)';
      onTestFinished(() => {
        delete document.documentElement.dataset['theme'];
      });
      const events = record(document.body, ...userEvents);
      const element = await make();
      await expectAccessible(element);
      expect(textOf(element)).not.toBe('');
      expect(events).toEqual([]);
    },
  );
});

describe('vt-meter', () => {
  it('never shows figures without their conditions', async () => {
    const text = textOf(await examples['vt-meter']());
    for (const part of [
      '24.5',
      'p50',
      'ONNX Runtime on WebGPU',
      'software renderer, not your GPU',
      'fp32',
      '256 × 256',
      'first run 412 ms',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('shows GPU time only where it is measured', async () => {
    const session = liveSession();
    const meter = await mount('vt-meter', { session });
    expect(textOf(meter)).toContain('GPU time');
    session.measure({ gpu: undefined });
    await settle(meter);
    expect(textOf(meter)).not.toContain('GPU time');
  });

  it('shows dashes, not zeros, before the first frame', async () => {
    const meter = await mount('vt-meter', { session: new FakeSession() });
    expect(textOf(meter)).toContain('Display — fps');
    expect(textOf(meter)).toContain('no model runs');
  });

  it('stops following a session when it leaves the page', async () => {
    const session = liveSession();
    const meter = await mount('vt-meter', { session });
    meter.remove();
    session.measure({ displayFps: 3.3 });
    await settle(meter);
    expect(textOf(meter)).not.toContain('3.3');
    document.body.append(meter);
    session.measure({ displayFps: 7.7 });
    await settle(meter);
    expect(textOf(meter)).toContain('7.7');
  });
});

describe('vt-legend', () => {
  it('hides a class when pressed, and shows a hidden one again', async () => {
    const legend = await examples['vt-legend']();
    const events = record(legend, 'vt-look-change');
    named(legend, 'sky').click();
    named(legend, 'tree').click();
    expect(events.map(({ change }) => change)).toEqual([{ hiddenClasses: [2, 0] }, { hiddenClasses: [] }]);
    expect(named(legend, 'tree').getAttribute('aria-pressed')).toBe('false');
    expect(textOf(legend)).toContain('road 50 %');
  });

  it('finds classes by their names and shows only these', async () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      name: `thing ${index}`,
      colour: [0, 0, 0] as const,
    }));
    const session = liveSession('box-net');
    const legend = await mount('vt-legend', { session, kind: 'boxes', labels: many });
    session.show({ kind: 'boxes', detections: [] });
    session.measure({});
    await settle(legend);
    const events = record(legend, 'vt-look-change');
    const field = find<HTMLInputElement>(legend, 'input');
    const type = async (text: string) => {
      field.value = text;
      field.dispatchEvent(new Event('input'));
      await settle(legend);
    };
    await type('THING 19');
    expect(textOf(legend)).toContain('thing 19');
    await expectAccessible(legend);
    named(legend, 'Show only these').click();
    expect(events[0]?.change.hiddenClasses).toEqual([...Array(19).keys()]);
    await type('cat');
    expect(textOf(legend)).toContain('No class of this model');
  });

  it('takes no figures of another kind of result', async () => {
    const session = liveSession('road-net');
    const legend = await mount('vt-legend', { session, kind: 'label-map', labels });
    session.show({ kind: 'density-map', count: 3 });
    session.measure({});
    await settle(legend);
    expect(textOf(legend)).toContain('Classes appear here');
  });
});

describe('vt-look-panel', () => {
  it('takes a kind that does not exist for none', async () => {
    const panel = await mount('vt-look-panel');
    panel.setAttribute('kind', 'constructor');
    await settle(panel);
    expect(textOf(panel)).toContain('Choose a model first.');
    panel.setAttribute('kind', 'boxes');
    await settle(panel);
    expect(textOf(panel)).toContain('Follow objects');
  });

  it('shows only what matters for the kind', async () => {
    const panel = await mount('vt-look-panel', { kind: 'boxes', look: defaultLook, nms: false });
    expect(textOf(panel)).toContain('Least score shown');
    expect(textOf(panel)).not.toContain('Overlap');
    expect(textOf(panel)).not.toContain('Behind the person');
    panel.nms = true;
    await settle(panel);
    expect(textOf(panel)).toContain('Overlap');
    expect(textOf(panel)).not.toContain('came from');
    const events = record(panel, 'vt-look-change');
    named(panel, 'Follow objects').click();
    expect(events.map(({ change }) => change)).toEqual([{ tracking: true }]);
    panel.look = { ...defaultLook, tracking: true };
    await settle(panel);
    expect(textOf(panel)).toContain('came from');
  });

  it('sends only what was changed', async () => {
    const panel = await examples['vt-look-panel']();
    const events = record(panel, 'vt-look-change');
    named(panel, 'Green').click();
    const blur = find<HTMLInputElement>(panel, '#blurRadiusPx');
    blur.value = '20';
    blur.dispatchEvent(new Event('input'));
    named(panel, 'Refine').click();
    expect(events.map(({ change }) => change)).toEqual([
      { background: 'green' },
      { blurRadiusPx: 20 },
      { refine: false },
    ]);
  });
});

describe('vt-notice', () => {
  it('says what happened and what to do, and keeps the technical words apart', async () => {
    const notice = await examples['vt-notice']();
    expect(textOf(notice)).toContain('Another program holds the camera');
    expect(find(notice, 'details').textContent).toContain('NotReadableError');
    expect(find(notice, '[role=alert]')).toBeTruthy();
  });

  it('shows nothing for a cancelled operation', async () => {
    const notice = await mount('vt-notice', { error: { code: 'aborted', message: '' } });
    expect(textOf(notice)).toBe('');
  });
});

describe('vt-stage', () => {
  it('hands its canvas over once', async () => {
    const session = liveSession('box-net');
    const stage = await mount('vt-stage', { session, kind: 'boxes', labels });
    session.become({});
    await settle(stage);
    expect(session.called('attachCanvas')).toEqual([[find(stage, 'canvas')]]);
  });

  it('survives that the session puts another canvas in place', async () => {
    const session = liveSession('box-net');
    const stage = await mount('vt-stage', { session, kind: 'boxes', labels });
    const other = document.createElement('canvas');
    find(stage, 'canvas').replaceWith(other);
    session.become({ phase: 'paused' });
    await settle(stage);
    expect(find(stage, 'canvas')).toBe(other);
    expect(textOf(stage)).toContain('Paused');
  });

  it('shows no results of a model that is gone', async () => {
    const session = liveSession('box-net');
    const stage = await mount('vt-stage', { session, kind: 'boxes', labels });
    session.show({ kind: 'density-map', count: 12 });
    session.measure({});
    await settle(stage);
    expect(find(stage, '.readout').textContent).toBe('');
    expect(has(stage, 'vt-density-map-overlay')).toBe(false);
  });

  it('offers a way out of each failure', async () => {
    const session = liveSession('box-net');
    const stage = await mount('vt-stage', { session, kind: 'boxes', labels });
    const events = record(stage, 'vt-retry', 'vt-source-change', 'vt-model-load-cancel');
    const error = { code: 'camera-denied', message: 'NotAllowedError' } as const;
    session.become({ source: { ...session.state.source, status: 'failed', error } });
    await settle(stage);
    named(stage, 'Try again').click();
    named(stage, 'Built-in scene').click();
    session.become({ ...liveState('box-net'), model: { ...session.state.model, status: 'loading' } });
    await settle(stage);
    named(stage, 'Cancel').click();
    expect(events.map(({ type }) => type)).toEqual(['vt-retry', 'vt-source-change', 'vt-model-load-cancel']);
  });
});
