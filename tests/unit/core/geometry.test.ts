import { describe, expect, it } from 'vitest';
import { iou, place, toFrameBox } from '#core/geometry.ts';

describe('place', () => {
  it('stretches each side on its own', () => {
    const placement = place({ width: 640, height: 480 }, { width: 256, height: 256 }, 'stretch');
    expect(placement).toMatchObject({ scaleX: 0.4, scaleY: 256 / 480, offsetX: 0, offsetY: 0 });
  });

  it('centres a letterbox on whole pixels', () => {
    const placement = place({ width: 810, height: 1080 }, { width: 640, height: 640 }, 'letterbox');
    expect(placement).toMatchObject({ offsetX: 80, offsetY: 0 });
    expect(placement.scaleX * 810).toBeCloseTo(480, 9);
  });

  it('lays a corner letterbox at the origin', () => {
    const placement = place({ width: 1280, height: 720 }, { width: 416, height: 416 }, 'letterbox-corner');
    expect(placement).toMatchObject({ offsetX: 0, offsetY: 0 });
    expect(placement.scaleY * 720).toBe(234);
  });

  it.each(['stretch', 'letterbox', 'letterbox-corner'] as const)(
    'gives boxes back unchanged by %s',
    (fit) => {
      const placement = place({ width: 641, height: 359 }, { width: 320, height: 416 }, fit);
      const box = { left: 12, top: 30, right: 600, bottom: 340 };
      const inModel = {
        left: box.left * placement.scaleX + placement.offsetX,
        top: box.top * placement.scaleY + placement.offsetY,
        right: box.right * placement.scaleX + placement.offsetX,
        bottom: box.bottom * placement.scaleY + placement.offsetY,
      };
      const back = toFrameBox(inModel, placement);
      for (const side of ['left', 'top', 'right', 'bottom'] as const)
        expect(back[side]).toBeCloseTo(box[side], 6);
    },
  );

  it('clips a box that reaches into the padding', () => {
    const placement = place({ width: 100, height: 50 }, { width: 100, height: 100 }, 'letterbox');
    const box = toFrameBox({ left: -5, top: 0, right: 120, bottom: 100 }, placement);
    expect(box).toEqual({ left: 0, top: 0, right: 100, bottom: 50 });
  });
});

describe('iou', () => {
  const unit = { left: 0, top: 0, right: 2, bottom: 2 };

  it('is 1 for equal boxes, 0 for touching and for empty ones', () => {
    expect(iou(unit, unit)).toBe(1);
    expect(iou(unit, { left: 2, top: 0, right: 4, bottom: 2 })).toBe(0);
    expect(iou({ left: 1, top: 1, right: 1, bottom: 1 }, { left: 1, top: 1, right: 1, bottom: 1 })).toBe(0);
  });

  it('divides the intersection by the union', () => {
    expect(iou(unit, { left: 1, top: 0, right: 3, bottom: 2 })).toBeCloseTo(2 / 6, 12);
  });
});
