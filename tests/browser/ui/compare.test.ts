import { describe, expect, it } from 'vitest';
import { wholeWindow } from '#core/map-window.ts';
import type { Comparison } from '#session/session-pair.ts';
import { drawDifference } from '#ui/components/compare/draw-difference.ts';
import '#ui/components/compare/vt-divider.ts';
import { expectAccessible, find, mount, record, settle } from './mount.ts';

describe('vt-divider', () => {
  async function divider() {
    const element = await mount('vt-divider');
    element.style.cssText = 'position: relative; display: block; inline-size: 400px; block-size: 200px';
    await settle(element);
    return { element, moved: record(element, 'vt-divide'), knob: find(element, '[role=slider]') };
  }
  const press = (target: Element, key: string) =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

  it('is a slider that keys move, within its ends', async () => {
    const { element, moved, knob } = await divider();
    press(knob, 'ArrowRight');
    press(knob, 'PageDown');
    expect(moved.map(({ position }) => position)).toEqual([expect.closeTo(0.52), expect.closeTo(0.42)]);
    press(knob, 'Home');
    press(knob, 'ArrowLeft');
    expect(moved).toHaveLength(3);
    await settle(element);
    expect(knob.getAttribute('aria-valuenow')).toBe('0');
    await expectAccessible(element);
  });

  it.each(['mouse', 'touch'])('goes where a person presses, and follows a %s', async (pointerType) => {
    const { element, moved } = await divider();
    const { left, top } = element.getBoundingClientRect();
    element.setPointerCapture = () => undefined;
    const at = (type: string, x: number) =>
      element.dispatchEvent(
        new PointerEvent(type, {
          clientX: left + x,
          clientY: top + 10,
          pointerId: 3,
          pointerType,
          button: 0,
        }),
      );
    at('pointerdown', 100);
    at('pointermove', 300);
    at('pointermove', 900);
    at('pointerup', 900);
    at('pointermove', 100);
    expect(moved.map(({ position }) => position)).toEqual([0.25, 0.75, 1]);
    // Up and down the page may still scroll.
    expect(getComputedStyle(element).touchAction).toBe('pan-y');
  });
});

describe('the difference', () => {
  it('is painted where labels differ, and nowhere else; mirrored as the picture is', () => {
    const frame = { width: 40, height: 20 };
    const shown = (values: number[]): Comparison['a'] => ({
      frame,
      labels: [],
      summary: { kind: 'label-map', shares: [0.5, 0.5] },
      map: {
        kind: 'label-map',
        window: wholeWindow({ width: 4, height: 2 }),
        values: Uint16Array.from(values),
      },
    });
    const [a, b] = [shown([0, 0, 1, 1, 0, 0, 1, 1]), shown([1, 0, 1, 1, 0, 0, 1, 1])];
    const comparison: Comparison = {
      a,
      b,
      agreement: { measure: 'miou', figure: 0, share: 0 },
      timestampUs: 0,
    };
    const canvas = document.createElement('canvas');
    const painted = (mirror: boolean) => {
      drawDifference(canvas, comparison, mirror);
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, 40, 20);
      return [...Array(800).keys()]
        .filter((i) => data[i * 4 + 3]! > 0)
        .map((i) => [i % 40, Math.floor(i / 40)]);
    };
    const plain = painted(false);
    expect(plain).toHaveLength(100);
    expect(plain.every(([x = 99, y = 99]) => x < 10 && y < 10)).toBe(true);
    expect(painted(true).every(([x = 0, y = 99]) => x >= 30 && y < 10)).toBe(true);
  });
});
