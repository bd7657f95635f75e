import { describe, expect, it } from 'vitest';
import { defaultLook } from '#core/look.ts';
import { isLight, placeBoxes } from '#ui/overlays/boxes/draw-boxes.ts';
import { placeTrails } from '#ui/overlays/boxes/draw-trails.ts';
import { Trails } from '#ui/overlays/boxes/trails.ts';
import { containedIn, type OverlayInput } from '#ui/overlays/overlay.ts';

const frame = { width: 640, height: 480 };
const viewport = { left: 100, top: 0, width: 320, height: 240 };
const font = { heightPx: 20, paddingPx: 5, measure: (text: string) => 6 * text.length };
const labels = [{ name: 'cat', colour: [255, 255, 0] as const }];

function input(
  box: { left: number; top: number; right: number; bottom: number },
  change: Partial<OverlayInput<'boxes'>> = {},
): OverlayInput<'boxes'> {
  const detections = [{ box, classIndex: 0, score: 0.8 }];
  return {
    summary: { kind: 'boxes', detections },
    frame,
    atMs: 0,
    labels,
    look: defaultLook,
    viewport,
    ...change,
  };
}

describe('placeBoxes', () => {
  it('scales a box into the picture on the stage', () => {
    const [box] = placeBoxes(input({ left: 64, top: 100, right: 128, bottom: 200 }), font);
    expect(box).toMatchObject({ left: 132, top: 50, width: 32, height: 50, text: 'cat 80' });
  });

  it('mirrors boxes with the picture but keeps their size', () => {
    const look = { ...defaultLook, mirror: true };
    const [box] = placeBoxes(input({ left: 0, top: 0, right: 64, bottom: 48 }, { look }), font);
    expect(box).toMatchObject({ left: 100 + 320 - 32, width: 32 });
  });

  it('puts the label above the box, and inside where there is no room above', () => {
    const [above] = placeBoxes(input({ left: 64, top: 100, right: 128, bottom: 200 }), font);
    const [inside] = placeBoxes(input({ left: 64, top: 10, right: 128, bottom: 200 }), font);
    expect(above?.label.top).toBe(30);
    expect(inside?.label.top).toBe(inside?.top);
  });

  it('keeps labels within the sides of the picture', () => {
    const [box] = placeBoxes(input({ left: 630, top: 100, right: 640, bottom: 200 }), font);
    expect(box && box.label.left + box.label.width).toBeLessThanOrEqual(viewport.left + viewport.width);
    const narrow = { left: 0, top: 0, width: 10, height: 240 };
    const [wide] = placeBoxes(
      input({ left: 0, top: 100, right: 64, bottom: 200 }, { viewport: narrow }),
      font,
    );
    expect(wide?.label.left).toBe(0);
  });

  it('leaves out hidden classes and scores below the threshold, at which it still draws', () => {
    const box = { left: 0, top: 0, right: 64, bottom: 48 };
    const placed = (change: object) =>
      placeBoxes(input(box, { look: { ...defaultLook, ...change } }), font).length;
    expect(placed({ hiddenClasses: [0] })).toBe(0);
    expect(placed({ scoreThreshold: 0.8 })).toBe(1);
    expect(placed({ scoreThreshold: 0.81 })).toBe(0);
  });

  it('draws the surest last', () => {
    const box = { left: 0, top: 0, right: 64, bottom: 48 };
    const detections = [0.9, 0.4, 0.6].map((score) => ({ box, classIndex: 0, score }));
    const placed = placeBoxes(input(box, { summary: { kind: 'boxes', detections } }), font);
    expect(placed.map(({ text }) => text)).toEqual(['cat 40', 'cat 60', 'cat 90']);
  });
});

describe('followed objects', () => {
  const followed = { box: { left: 0, top: 0, right: 64, bottom: 96 }, classIndex: 0, score: 0.2, trackId: 7 };
  const summary = { kind: 'boxes' as const, detections: [followed] };

  it('are shown with their number, however unsure the newest frame is of them', () => {
    expect(placeBoxes(input(followed.box, { summary }), font)).toMatchObject([{ text: '#7 cat 20' }]);
    const { trackId: _, ...unsure } = followed;
    expect(placeBoxes(input(followed.box, { summary: { ...summary, detections: [unsure] } }), font)).toEqual(
      [],
    );
  });

  it('leave a way of where they stood, which ends after some seconds', () => {
    const trails = new Trails();
    const at = (left: number) => [{ ...followed, box: { ...followed.box, left, right: left + 64 } }];
    trails.add(at(0), 1000);
    trails.add(at(64), 2000);
    trails.add(at(64), 2000);
    expect(placeTrails(input(followed.box, { summary }), trails)).toEqual([
      {
        colour: 'rgb(255 255 0)',
        points: [
          { x: 116, y: 48 },
          { x: 148, y: 48 },
        ],
      },
    ]);
    const look = { ...defaultLook, mirror: true };
    expect(placeTrails(input(followed.box, { summary, look }), trails)[0]?.points[0]).toEqual({
      x: 404,
      y: 48,
    });
    trails.add([], 4500);
    expect(trails.of(7)).toHaveLength(1);
    trails.clear();
    expect(trails.of(7)).toEqual([]);
  });
});

describe('isLight', () => {
  it('tells black text from white text by luminance', () => {
    expect(
      [
        [255, 255, 0],
        [0, 0, 255],
        [255, 255, 255],
        [0, 0, 0],
      ].map((rgb) => isLight(rgb as [number, number, number])),
    ).toEqual([true, false, true, false]);
  });
});

describe('containedIn', () => {
  it('centres a wide and a tall frame and fills the other way', () => {
    expect(containedIn({ width: 200, height: 100 }, { width: 400, height: 400 })).toEqual({
      left: 0,
      top: 100,
      width: 400,
      height: 200,
    });
    expect(containedIn({ width: 100, height: 200 }, { width: 400, height: 400 })).toEqual({
      left: 100,
      top: 0,
      width: 200,
      height: 400,
    });
  });

  it('gives an empty place to an empty frame', () => {
    expect(containedIn({ width: 0, height: 0 }, { width: 400, height: 400 })).toEqual({
      left: 0,
      top: 0,
      width: 0,
      height: 0,
    });
  });
});
