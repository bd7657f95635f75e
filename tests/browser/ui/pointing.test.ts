/** Naming the class under the pointer, the finger and the crosshair. */
import { describe, expect, it, vi } from 'vitest';
import { defaultLook } from '#core/look.ts';
import type { ResultSummary } from '#core/result.ts';
import type { VtClassPointer } from '#ui/components/class-pointer/vt-class-pointer.ts';
import { liveState } from './fake-models.ts';
import { FakeSession } from './fake-session.ts';
import { expectAccessible, find, has, mount, settle, textOf } from './mount.ts';

const labels = [
  { name: 'sky', colour: [70, 130, 180] },
  { name: 'road', colour: [128, 64, 128] },
] as const;
const shares: ResultSummary = { kind: 'label-map', shares: [0.5, 0.5] };

/** A stage of 400 x 200, in which the 4:3 picture lies from 67 to 333; sky in its left half, road in its right one. */
async function pointable(look = {}) {
  const session = new FakeSession();
  session.classes = ({ x }) => (x < 0.5 ? 0 : 1);
  session.become(liveState('road-net'));
  const stage = await mount('vt-stage', {
    session,
    kind: 'label-map',
    labels,
    look: { ...defaultLook, ...look },
    bare: true,
  });
  stage.style.cssText = 'inline-size: 400px; block-size: 200px';
  await expect
    .poll(async () => {
      session.show(shares);
      await settle(stage);
      return has(stage, 'vt-class-pointer');
    })
    .toBe(true);
  session.show(shares);
  await settle(stage);
  const pointer = find<VtClassPointer>(stage, 'vt-class-pointer');
  const layer = find(stage, '.layer');
  const { left, top } = stage.getBoundingClientRect();
  const move = async (x: number, y: number, type = 'pointermove', pointerType = 'mouse') => {
    const init = { clientX: left + x, clientY: top + y, pointerType, bubbles: true, composed: true };
    layer.dispatchEvent(new PointerEvent(type, init));
    await settle(pointer);
    await settle(pointer);
  };
  const press = async (key: string, shiftKey = false) => {
    layer.dispatchEvent(
      new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true, composed: true }),
    );
    await settle(pointer);
    await settle(pointer);
  };
  const tip = () => (has(pointer, '.tip') ? textOf(find(pointer, '.tip')) : '');
  const said = () => textOf(find(pointer, '.said'));
  return { session, stage, pointer, layer, move, press, tip, said };
}

describe('the class under the pointer', () => {
  it('is named in the picture and nowhere else', async () => {
    const { session, move, tip } = await pointable();
    await move(150, 100);
    expect(tip()).toBe('sky');
    await move(250, 100);
    expect(tip()).toBe('road');
    expect(session.called('classAt').at(-1)).toEqual([{ x: expect.closeTo(0.688, 2) as number, y: 0.5 }]);
    // Left of the picture, but on the stage.
    await move(30, 100);
    expect(tip()).toBe('');
    await move(250, 100);
    await move(450, 100, 'pointerleave');
    expect(tip()).toBe('');
  });

  it('follows the mirror', async () => {
    const { move, tip } = await pointable({ mirror: true });
    await move(150, 100);
    expect(tip()).toBe('road');
  });

  it('changes with the picture while the pointer rests', async () => {
    const { session, pointer, move, tip } = await pointable();
    await move(150, 100);
    session.classes = () => 1;
    session.show(shares);
    await settle(pointer);
    await settle(pointer);
    expect(tip()).toBe('road');
    // Nobody points any more: nothing is asked.
    await move(0, 0, 'pointerleave');
    const asked = session.called('classAt').length;
    session.show(shares);
    await settle(pointer);
    expect(session.called('classAt')).toHaveLength(asked);
  });

  it('is asked for once at a time, however fast the pointer goes', async () => {
    const { session, move, tip } = await pointable();
    let answer: (index: number) => void = () => undefined;
    const slow = vi
      .spyOn(session, 'classAt')
      .mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    for (let x = 100; x < 300; x += 10) await move(x, 100);
    expect(slow).toHaveBeenCalledTimes(1);
    answer(0);
    await expect.poll(() => slow.mock.calls.length).toBe(2);
    answer(1);
    await expect.poll(tip).toBe('road');
    expect(slow).toHaveBeenCalledTimes(2);
  });

  it('stays to be read where a finger was lifted', async () => {
    const { pointer, move, tip } = await pointable();
    await move(250, 60, 'pointerdown', 'touch');
    await move(250, 60, 'pointerleave', 'touch');
    expect(tip()).toBe('road');
    expect(has(pointer, 'path.mark')).toBe(true);
  });

  it('can be left to who shows the stage', async () => {
    const { session, stage } = await pointable();
    stage.noPointing = true;
    await settle(stage);
    session.show(shares);
    await settle(stage);
    expect(has(stage, 'vt-class-pointer')).toBe(false);
  });
});

describe('the crosshair', () => {
  it('begins in the middle, is moved by arrow keys within the picture, and goes by Escape', async () => {
    const { session, pointer, press, tip } = await pointable();
    await press('ArrowLeft');
    expect(session.called('classAt').at(-1)).toEqual([{ x: 0.48, y: 0.5 }]);
    expect(tip()).toBe('sky');
    expect(has(pointer, 'path.mark')).toBe(true);
    await press('ArrowRight', true);
    expect(session.called('classAt').at(-1)).toEqual([{ x: expect.closeTo(0.482) as number, y: 0.5 }]);
    for (let i = 0; i < 40; i++) await press('ArrowDown');
    expect(session.called('classAt').at(-1)).toEqual([{ x: expect.closeTo(0.482) as number, y: 1 }]);
    await press('Escape');
    expect(tip()).toBe('');
  });

  it('says what it rests on, not what it goes over, and live changes seldom', async () => {
    const { session, pointer, press, said, move } = await pointable();
    await move(250, 100);
    expect(said()).toBe('');
    await move(0, 0, 'pointerleave');
    const heard: string[] = [];
    new MutationObserver(() => heard.push(said())).observe(find(pointer, '.said'), {
      characterData: true,
      childList: true,
      subtree: true,
    });
    // Keys faster than pictures, as when one is held: on a slow machine a test's pauses between them would be rests.
    const keys = [...Array<string>(9).fill('ArrowRight'), ...Array<string>(19).fill('ArrowLeft')];
    await Promise.all(keys.map((key) => press(key)));
    await expect.poll(said).toBe('sky');
    expect(heard).toEqual(['sky']);
    // What flickers is not said.
    for (let i = 0; i < 20; i++) {
      session.classes = () => i % 2;
      session.show(shares);
      await settle(pointer);
    }
    expect(heard).toEqual(['sky']);
    // Who comes back hears what is there now, and not what was said last.
    await press('Escape');
    session.classes = () => 1;
    await press('ArrowUp');
    await expect.poll(said).toBe('road');
    expect(heard.filter((text) => text !== '')).toEqual(['sky', 'road']);
  });

  it('lets other keys through, and is accessible', async () => {
    const { stage, layer, press } = await pointable();
    const heard: string[] = [];
    stage.addEventListener('keydown', ({ key }) => heard.push(key));
    await press('m');
    await press('ArrowUp');
    expect(heard).toEqual(['m']);
    layer.focus();
    await expectAccessible(stage);
  });
});
