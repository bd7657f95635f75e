import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '#ui/app/settings.ts';
import { Studio } from '#ui/app/studio.ts';
import { fakeCatalog } from './fake-catalog.ts';
import { fakeFile, fakeLabels, fakeManifests, liveState, warmReading } from './fake-models.ts';
import { FakeSession } from './fake-session.ts';
import { expectAccessible, find, has, mount, named, settle, textOf } from './mount.ts';

beforeEach(() => localStorage.clear());

async function open(settings: Partial<Settings> = {}) {
  const session = new FakeSession();
  const saved: Settings[] = [];
  const studio = new Studio({
    session,
    catalog: fakeCatalog(['matte-net', 'box-net'].map((id) => fakeFile(id))),
    manifests: fakeManifests,
    loadLabels: fakeLabels,
    settings: { ...defaultSettings, ...settings },
    save: (now) => saved.push(now),
  });
  const app = await mount('vt-app', { studio });
  return { app, studio, session, saved };
}

function press(key: string, target: EventTarget = document.body, modifiers: KeyboardEventInit = {}): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...modifiers }),
  );
}

describe('the page', () => {
  it('opens on a choice, and touches neither camera nor worker before it', async () => {
    const { app, session } = await open();
    expect(named(app, 'Use the camera')).toBeTruthy();
    expect(session.calls.map(([name]) => name)).toEqual(['attachCanvas']);
    await expectAccessible(app, { page: true });
  });

  it('goes live from the choice, and stays accessible', async () => {
    const { app, session } = await open({ task: 'detection' });
    named(app, 'Built-in scene').click();
    await expect.poll(() => session.called('setModel').length).toBe(1);
    session.become(liveState('box-net'));
    session.show({
      kind: 'boxes',
      detections: [{ box: { left: 0, top: 0, right: 9, bottom: 9 }, classIndex: 0, score: 0.9 }],
    });
    session.measure(warmReading);
    await settle(app);
    // Its words are loaded with the first result.
    await expect.poll(() => textOf(app)).toContain('1 × person');
    expect(has(app, 'vt-welcome')).toBe(true);
    expect(find(app, '.chip').textContent).toContain('Live');
    await expectAccessible(app, { page: true });
  });

  it('says which model is missing and offers to fetch it', async () => {
    const { app, session } = await open({ task: 'segmentation' });
    named(app, 'Built-in scene').click();
    await expect.poll(() => session.called('closeModel').length).toBe(1);
    session.become({ ...liveState('road-net'), model: new FakeSession().state.model });
    await settle(app);
    expect(textOf(find(app, 'vt-stage'))).toMatch(/ROAD-NET \(Base\) is not on this server yet/);
  });

  it('refuses a file that is neither image nor video, in words, and goes on', async () => {
    const { app, studio } = await open();
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'notes.txt', { type: 'text/plain' }));
    find(app, '.picture').dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    );
    await expect.poll(() => studio.notice?.code).toBe('not-media');
    await settle(app);
    expect(textOf(app)).toContain('This is neither a picture nor a video');
    named(app, 'Close').click();
    await settle(app);
    expect(textOf(app)).not.toContain('This is neither a picture nor a video');
  });

  it('plays a dropped video', async () => {
    const { app, session } = await open();
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'street.mp4', { type: 'video/mp4' }));
    find(app, '.picture').dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    );
    await expect
      .poll(() => session.called('setSource'))
      .toMatchObject([[{ kind: 'video', name: 'street.mp4' }]]);
  });

  it('changes colours between the system, light and dark, and remembers', async () => {
    const { app } = await open();
    const themes: (string | undefined)[] = [];
    for (let i = 0; i < 3; i++) {
      named(app, 'Colours').click();
      await settle(app);
      themes.push(document.documentElement.dataset['theme']);
    }
    expect(themes).toEqual(['light', 'dark', 'auto']);
  });
});

describe('the keyboard', () => {
  it('chooses tasks, mirrors and pauses', async () => {
    const { session, studio } = await open();
    press('3');
    expect(studio.settings.task).toBe('detection');
    press('m');
    expect(studio.settings.look.mirror).toBe(true);
    press(' ');
    expect(session.called('setPaused')).toEqual([]);
    session.become(liveState('matte-net'));
    press(' ');
    session.become({ phase: 'paused' });
    press(' ');
    expect(session.called('setPaused')).toEqual([[true], [false]]);
  });

  it('opens the help, which lists the keys and closes', async () => {
    const { app } = await open();
    press('?');
    // Loaded when it is first asked for.
    await expect.poll(() => has(app, 'dialog[open]')).toBe(true);
    const dialog = find<HTMLDialogElement>(app, 'dialog');
    expect(dialog.textContent).toContain('Mirror the picture');
    await expectAccessible(find(app, 'vt-help'));
    named(find(app, 'vt-help'), 'Close').click();
    expect(dialog.open).toBe(false);
  });

  it('leaves keys to the control that has the focus, and combinations to the browser', async () => {
    const { app, studio } = await open();
    press('3', find(app, 'select'));
    press('m', document.body, { ctrlKey: true });
    press(' ', named(app, 'Help'));
    expect(studio.settings.task).toBe('matting');
    expect(studio.settings.look.mirror).toBe(false);
  });

  it('falls silent when the page element is gone', async () => {
    const { app, studio } = await open();
    app.remove();
    press('3');
    expect(studio.settings.task).toBe('matting');
  });
});
