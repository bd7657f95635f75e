import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keepShared, takeShared } from '#offline/share.ts';
import { ownPresets } from '#ui/app/presets.ts';
import { defaultSettings } from '#ui/app/settings.ts';
import { Studio } from '#ui/app/studio.ts';
import { pluralOf, spokenResult } from '#ui/components/announcer/spoken.ts';
import '#ui/components/guide/vt-guide.ts';
import { fakeCatalog } from './fake-catalog.ts';
import { fakeFile, fakeLabels, fakeMachine, fakeManifests, liveState, warmReading } from './fake-models.ts';
import { FakeSession } from './fake-session.ts';
import { all, expectAccessible, find, mount, named, record, settle, textOf } from './mount.ts';

beforeEach(() => localStorage.clear());

const labels = [
  { name: 'person', colour: [1, 2, 3] },
  { name: 'dog', colour: [4, 5, 6] },
] as const;
const box = { left: 0, top: 0, right: 9, bottom: 9 };
const seen = (...classes: number[]) => ({
  kind: 'boxes' as const,
  detections: classes.map((classIndex) => ({ box, classIndex, score: 0.9 })),
});

async function liveApp() {
  const session = new FakeSession();
  const studio = new Studio({
    session,
    catalog: fakeCatalog(['matte-net', 'box-net'].map((id) => fakeFile(id))),
    manifests: fakeManifests,
    loadLabels: fakeLabels,
    settings: { ...defaultSettings, task: 'detection' },
    save: () => undefined,
  });
  const app = await mount('vt-app', { studio });
  named(app, 'Built-in scene').click();
  await expect.poll(() => session.called('setModel').length).toBe(1);
  session.become(liveState('box-net'));
  session.show(seen(0));
  session.measure(warmReading);
  await settle(app);
  return { app, session, studio };
}

describe('what is said aloud', () => {
  it('counts in words', () => {
    expect(spokenResult(seen(0, 0, 0, 1), labels, [], 'en')).toBe('3 people, 1 dog');
    expect(spokenResult(seen(0, 1), labels, [1], 'en')).toBe('1 person');
    expect(spokenResult(seen(0, 0), labels, [], 'de')).toBe('person: 2'); // no words were loaded
    expect(spokenResult(seen(), labels, [], 'en')).toBe('Nothing found');
    expect(['bus', 'knife', 'sheep', 'couch', 'teddy bear', 'berry'].map(pluralOf)).toEqual([
      'buses',
      'knives',
      'sheep',
      'couches',
      'teddy bears',
      'berries',
    ]);
  });

  it('does not change with noise', () => {
    const said = [0.41, 0.44, 0.39].map((coverage) =>
      spokenResult({ kind: 'alpha-matte', coverage }, [], [], 'en'),
    );
    expect(new Set(said).size).toBe(1);
  });

  it('waits until something lasts, and does not flood', async () => {
    const session = new FakeSession();
    const announcer = await mount('vt-announcer', { session, kind: 'boxes', labels });
    const heard: string[] = [];
    const now = vi.spyOn(performance, 'now');
    // Ten seconds of frames; a dog flickers in and out, a second person comes after four seconds.
    for (let ms = 0; ms <= 10_000; ms += 250) {
      now.mockReturnValue(ms);
      session.show(ms % 1000 === 0 ? seen(0, 1) : ms > 4000 ? seen(0, 0) : seen(0));
      await announcer.updateComplete;
      const text = textOf(announcer);
      if (text && text !== heard.at(-1)) heard.push(text);
    }
    expect(heard).toEqual([]);
    for (let ms = 0; ms <= 12_000; ms += 250) {
      now.mockReturnValue(20_000 + ms);
      session.show(ms >= 2000 ? seen(0, 0) : seen(0));
      await announcer.updateComplete;
      const text = textOf(announcer);
      if (text && text !== heard.at(-1)) heard.push(text);
    }
    now.mockRestore();
    expect(heard).toEqual(['1 person', '2 people']);
  });
});

describe('the guide', () => {
  it('has three steps, can be skipped, and is remembered', async () => {
    const guide = await mount('vt-guide');
    await guide.show();
    const titles = [find(guide, 'h2').textContent];
    await expectAccessible(guide);
    named(guide, 'Next').click();
    await settle(guide);
    titles.push(find(guide, 'h2').textContent);
    named(guide, 'Next').click();
    await settle(guide);
    titles.push(find(guide, 'h2').textContent);
    expect(new Set(titles).size).toBe(3);
    named(guide, 'Skip').click();
    await expect.poll(() => localStorage.getItem('vitrine-guide')).toBe('seen');
    expect(find<HTMLDialogElement>(guide, 'dialog').open).toBe(false);
  });
});

describe('presets', () => {
  it('keep the present settings under a name, and give them back', async () => {
    const presets = await mount('vt-presets', { settings: '?task=detection&score=0.6' });
    const events = record(presets, 'vt-preset-use');
    find<HTMLInputElement>(presets, '#name').value = 'Street';
    find<HTMLFormElement>(presets, 'form').requestSubmit();
    await settle(presets);
    expect(ownPresets()).toEqual([{ name: 'Street', query: '?task=detection&score=0.6' }]);
    named(presets, 'Street').click();
    expect(events.map(({ query }) => query)).toEqual(['?task=detection&score=0.6']);
    await expectAccessible(presets);
    named(presets, 'Forget Street').click();
    expect(ownPresets()).toEqual([]);
  });

  it('change everything but the source', async () => {
    const { app, studio } = await liveApp();
    find(app, 'aside').dispatchEvent(
      new (await import('#ui/events/vt-preset-use.ts')).VtPresetUseEvent('?task=matting&background=green'),
    );
    await expect.poll(() => studio.settings.task).toBe('matting');
    expect(studio.settings.look.background).toBe('green');
    expect(studio.settings.source.kind).toBe('scene');
  });
});

describe('the truth', () => {
  it('says what runs where, with one sentence of advice, and asks the runtime when told to', async () => {
    const session = new FakeSession();
    session.become({ ...liveState('box-net'), machine: fakeMachine });
    const truth = await mount('vt-truth', { session, manifests: fakeManifests });
    expect(textOf(find(truth, '.advice'))).toContain('software renderer');
    expect(textOf(truth)).toContain('box-net.onnx');
    expect(textOf(truth)).toContain('code MIT, weights CC-BY-4.0');
    named(truth, 'Where does each').click();
    await expect.poll(() => textOf(truth)).toContain('2 operators on WASM (CPU): TopK, GatherND');
    named(truth, 'Measure memory').click();
    await expect.poll(() => textOf(truth), { timeout: 30_000 }).toContain('GPU buffers');
    await expectAccessible(truth);
  });

  it('tells of no model where the operators of another run', async () => {
    const session = new FakeSession();
    let answer: (() => void) | undefined;
    session.placement = () =>
      new Promise((resolve) => {
        answer = () => resolve([{ provider: 'CPUExecutionProvider', nodes: 7, operators: { Conv: 7 } }]);
      });
    session.become(liveState('box-net'));
    const truth = await mount('vt-truth', { session, manifests: fakeManifests });
    named(truth, 'Where does each').click();
    session.become(liveState('matte-net'));
    await settle(truth);
    answer?.();
    await settle(truth);
    expect(textOf(truth)).toContain('matte-net.onnx');
    expect(textOf(truth)).not.toContain('7 × Conv');
  });
});

describe('the storage', () => {
  it('is nothing where the browser has none, or forbids it', async () => {
    const refuse = () => Promise.reject(new DOMException('forbidden', 'SecurityError'));
    const storage = vi.spyOn(navigator, 'storage', 'get').mockReturnValue(undefined as never);
    const keys = vi.spyOn(caches, 'keys').mockImplementation(refuse);
    const databases = vi.spyOn(indexedDB, 'databases').mockImplementation(refuse);
    try {
      const element = await mount('vt-storage');
      await expect.poll(() => textOf(element)).toContain('Nothing is kept but your settings.');
      named(element, 'Protect').click();
      await expect.poll(() => textOf(element)).toContain('The browser refused');
    } finally {
      for (const spy of [storage, keys, databases]) spy.mockRestore();
    }
  });

  it('says so where a cache cannot be read', async () => {
    const keys = vi.spyOn(caches, 'keys').mockResolvedValue(['vitrine-background']);
    const open = vi.spyOn(caches, 'open').mockRejectedValue(new Error('the cache is torn'));
    try {
      const element = await mount('vt-storage');
      await expect.poll(() => textOf(element)).toContain('the cache is torn');
    } finally {
      for (const spy of [keys, open]) spy.mockRestore();
    }
  });

  it('counts what lies behind the person, deletes it, and says when that fails', async () => {
    await (await caches.open('vitrine-background')).put('/kept-background', new Response('x'.repeat(5000)));
    const element = await mount('vt-storage');
    const changes = record(element, 'vt-stored-change');
    await expect.poll(() => textOf(element)).toContain('Background image or video: 1 file, 5');
    const broken = vi.spyOn(caches, 'delete').mockRejectedValue(new Error('the disk is gone'));
    const press = async () => {
      const confirm = find(element, 'vt-confirm[subject^=Background]');
      named(confirm, 'Delete').click();
      await settle(element);
      named(confirm, 'Delete for good').click();
    };
    await press();
    await expect.poll(() => textOf(element)).toContain('the disk is gone');
    broken.mockRestore();
    await press();
    await expect.poll(() => textOf(element)).not.toContain('Background image or video');
    expect(changes).toHaveLength(2);
  });
});

describe('a shared file', () => {
  it('is kept by the worker and taken once by the page', async () => {
    const body = new FormData();
    body.append('file', new File(['abc'], 'Straße 1.png', { type: 'image/png' }));
    const answer = await keepShared(new Request('/share', { method: 'POST', body }));
    expect(answer.status).toBe(303);
    const file = await takeShared();
    expect(file).toMatchObject({ name: 'Straße 1.png', type: 'image/png', size: 3 });
    expect(await takeShared()).toBeUndefined();
  });

  it('is nothing where the form holds none, or is none, whatever was shared before', async () => {
    const post = (body: BodyInit) => keepShared(new Request('/share', { method: 'POST', body }));
    const form = new FormData();
    form.append('file', new File(['abc'], 'old.png', { type: 'image/png' }));
    await post(form);
    const words = new FormData();
    words.append('text', 'only words');
    expect((await post(words)).status).toBe(303);
    expect(await takeShared()).toBeUndefined();
    await post(form);
    expect((await post('no form at all')).status).toBe(303);
    expect(await takeShared()).toBeUndefined();
  });
});

describe('controls', () => {
  it('each say in plain words what they do, when the pointer rests on them', async () => {
    const { app } = await liveApp();
    for (const panel of all(app, 'details')) (panel as HTMLDetailsElement).open = true;
    await expect.poll(() => all(app, 'vt-truth .advice, .advice').length).toBeGreaterThan(0);
    await settle(app);
    const controls = all(app, 'button, select, input, summary, textarea').filter(
      (control) => control.getAttribute('type') !== 'file',
    );
    expect(controls.length).toBeGreaterThan(30);
    const silent = controls.filter((control) => !control.closest('[title]:not([title=""])'));
    expect(silent.map(({ outerHTML }) => outerHTML.slice(0, 160))).toEqual([]);
  });
});
