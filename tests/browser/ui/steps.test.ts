import { expect, it } from 'vitest';
import { idleState } from '#ui/app/lazy-session.ts';
import { FakeSession } from './fake-session.ts';
import { expectAccessible, mount, named, settle, textOf } from './mount.ts';

async function steps(kind: 'video' | 'camera') {
  const session = new FakeSession();
  const element = await mount('vt-steps', { session });
  session.become({ source: { ...idleState.source, status: 'live', kind, label: 'x' }, phase: 'paused' });
  await settle(element);
  return { session, element };
}

const press = (key: string, init: KeyboardEventInit = {}) =>
  globalThis.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...init }));

it('steps by buttons and by keys, each by one frame, and says the time in the file', async () => {
  const { session, element } = await steps('video');
  named(element, 'The next frame').click();
  named(element, 'The frame before').click();
  press('.');
  press(',');
  press('.', { ctrlKey: true });
  expect(session.called('step')).toEqual([[1], [-1], [1], [-1]]);
  session.show(undefined);
  session.measure({});
  await settle(element);
  expect(textOf(element)).toMatch(/\d+\.\d{3} s/);
  await expectAccessible(element);
});

it('does not run ahead while a key is held down', async () => {
  const { session } = await steps('video');
  let end: (timeUs: number) => void = () => undefined;
  session.step = (by) => {
    session.calls.push(['step', by]);
    return new Promise((resolve) => (end = resolve));
  };
  press('.');
  press('.', { repeat: true });
  press('.', { repeat: true });
  expect(session.called('step')).toEqual([[1]]);
  end(40_000);
  await new Promise((resolve) => setTimeout(resolve));
  press('.', { repeat: true });
  expect(session.called('step')).toEqual([[1], [1]]);
});

it('says where the file ends', async () => {
  const { session, element } = await steps('video');
  session.step = () => Promise.resolve(undefined);
  named(element, 'The next frame').click();
  await settle(element);
  await settle(element);
  expect(textOf(element)).toContain('last frame');
});

it('is not there for sources that cannot stand still', async () => {
  const { session, element } = await steps('camera');
  expect(textOf(element)).toBe('');
  press('.');
  expect(session.called('step')).toEqual([]);
});
