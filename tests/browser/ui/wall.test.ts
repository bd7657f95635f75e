/** What a page does to be a wall: nothing of a browser shows, keys and fingers lead the show, the screen stays awake. */
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { becomeWall, type Visitors } from '#ui/pages/kiosk/wall.ts';

const onTouch = vi.fn();
const onStep = vi.fn();
const onExit = vi.fn();
const visitors: Visitors = { onTouch, onStep, onExit };

class FakeLock extends EventTarget {
  released = false;
  release = () => {
    this.released = true;
    this.dispatchEvent(new Event('release'));
    return Promise.resolve();
  };
}

let wall: AbortController;
let locks: FakeLock[];
let visibility: DocumentVisibilityState;
let fills: MockInstance;

beforeEach(() => {
  vi.clearAllMocks();
  locks = [];
  visibility = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  vi.spyOn(navigator.wakeLock, 'request').mockImplementation(() => {
    if (visibility === 'hidden') return Promise.reject(new DOMException('hidden', 'NotAllowedError'));
    locks.push(new FakeLock());
    return Promise.resolve(locks.at(-1) as unknown as WakeLockSentinel);
  });
  fills = vi.spyOn(document.documentElement, 'requestFullscreen').mockResolvedValue();
  wall = new AbortController();
  becomeWall(visitors, wall.signal);
});

afterEach(() => {
  wall.abort();
  vi.restoreAllMocks();
});

/** Whether the browser would still do what it does by itself. */
function passes(event: Event): boolean {
  return document.body.dispatchEvent(event);
}

const of = (type: string, init: object = {}) =>
  Object.assign(new Event(type, { bubbles: true, cancelable: true }), init);
const key = (name: string, init: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, composed: true, ...init });
const pointer = (type: string, clientX: number, clientY: number) =>
  new PointerEvent(type, { clientX, clientY, bubbles: true });

describe('becomeWall', () => {
  it.each(['contextmenu', 'selectstart', 'dragstart', 'drop', 'gesturestart'])(
    'lets no %s happen',
    (type) => {
      expect(passes(of(type))).toBe(false);
    },
  );

  it('lets nobody zoom: neither by wheel, nor by keys, nor by two fingers', () => {
    expect(passes(new WheelEvent('wheel', { ctrlKey: true, bubbles: true, cancelable: true }))).toBe(false);
    expect(passes(key('+', { ctrlKey: true }))).toBe(false);
    expect(passes(of('touchmove', { touches: [{}, {}] }))).toBe(false);
    expect(passes(of('touchmove', { touches: [{}] }))).toBe(true);
  });

  it.each([
    ['ArrowRight', 1],
    ['PageDown', 1],
    ['MediaTrackNext', 1],
    ['ChannelUp', 1],
    ['Enter', 1],
    ['ArrowLeft', -1],
    ['PageUp', -1],
    ['MediaTrackPrevious', -1],
  ])('goes on by %s', (name, by) => {
    expect(passes(key(name))).toBe(false);
    expect(onStep.mock.calls).toEqual([[by]]);
  });

  it('takes any key, finger and move for somebody who is there', () => {
    passes(key('q'));
    passes(pointer('pointerdown', 500, 300));
    passes(pointer('pointermove', 501, 300));
    expect(onTouch).toHaveBeenCalledTimes(3);
    expect(onStep).not.toHaveBeenCalled();
  });

  it('fills the screen at the first touch or key that a browser takes for consent', () => {
    passes(key('q'));
    passes(pointer('pointerdown', 500, 300));
    expect(fills).toHaveBeenCalledTimes(2);
  });

  it('opens the way out by Escape, or by a finger that stays in the corner', () => {
    vi.useFakeTimers();
    try {
      passes(key('Escape'));
      expect(onExit).toHaveBeenCalledTimes(1);
      passes(pointer('pointerdown', 20, 20));
      vi.advanceTimersByTime(2_900);
      passes(pointer('pointerup', 20, 20));
      vi.advanceTimersByTime(10_000);
      passes(pointer('pointerdown', 300, 20));
      vi.advanceTimersByTime(10_000);
      expect(onExit).toHaveBeenCalledTimes(1);
      passes(pointer('pointerdown', 20, 20));
      vi.advanceTimersByTime(3_000);
      expect(onExit).toHaveBeenCalledTimes(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ['to the left', [600, 300], [500, 320], [[1]]],
    ['to the right', [300, 300], [400, 320], [[-1]]],
    ['hardly', [300, 300], [360, 300], []],
    ['downwards', [300, 300], [420, 500], []],
  ] as const)('goes on by a finger that wipes %s', (_, from, to, steps) => {
    passes(pointer('pointerdown', from[0], from[1]));
    passes(pointer('pointerup', to[0], to[1]));
    expect(onStep.mock.calls).toEqual(steps);
  });

  it('leaves fingers alone that scroll in a dialog', () => {
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.dispatchEvent(pointer('pointerdown', 600, 300));
    dialog.dispatchEvent(pointer('pointerup', 300, 300));
    expect(onStep).not.toHaveBeenCalled();
    dialog.remove();
  });

  it('follows fingers as who stands before a turned wall sees them', () => {
    vi.useFakeTimers();
    const turned = new AbortController();
    try {
      wall.abort();
      becomeWall(visitors, turned.signal, 90);
      // Up on the screen is left on the wall.
      passes(pointer('pointerdown', 300, 300));
      passes(pointer('pointerup', 300, 180));
      expect(onStep.mock.calls).toEqual([[1]]);
      passes(pointer('pointerdown', innerWidth - 20, 20));
      vi.advanceTimersByTime(3_000);
      expect(onExit).toHaveBeenCalledTimes(1);
    } finally {
      turned.abort();
      vi.useRealTimers();
    }
  });

  it('leaves keys alone that are typed into a dialog', () => {
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    expect(dialog.dispatchEvent(key('Enter'))).toBe(true);
    expect(onStep).not.toHaveBeenCalled();
    dialog.remove();
  });

  it('asks again for a screen that stays awake: after a release, and when the page is seen again', async () => {
    await vi.waitFor(() => expect(locks).toHaveLength(1));
    visibility = 'hidden';
    await locks[0]!.release();
    expect(locks).toHaveLength(1);
    visibility = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.waitFor(() => expect(locks).toHaveLength(2));
    // Whoever asked has the lock in hand only then.
    await new Promise((resolve) => setTimeout(resolve));
    await locks[1]!.release();
    await vi.waitFor(() => expect(locks).toHaveLength(3));
  });

  it('asks for nothing and forbids nothing once it is over', async () => {
    await vi.waitFor(() => expect(locks).toHaveLength(1));
    wall.abort();
    await vi.waitFor(() => expect(locks[0]!.released).toBe(true));
    expect(passes(of('contextmenu'))).toBe(true);
    passes(key('ArrowRight'));
    expect(onStep).not.toHaveBeenCalled();
    expect(locks).toHaveLength(1);
  });
});
