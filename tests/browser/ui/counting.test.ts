import { describe, expect, it } from 'vitest';
import type { Region } from '#core/counting/regions.ts';
import type { Detection } from '#core/result.ts';
import { Counting } from '#ui/components/counting/lazy.ts';
import { liveState } from './fake-models.ts';
import { FakeSession } from './fake-session.ts';
import { all, expectAccessible, mount, named, record, settle, textOf } from './mount.ts';

const line: Region = {
  kind: 'line',
  id: 1,
  points: [
    { x: 0.5, y: 1 },
    { x: 0.5, y: 0 },
  ],
};

/** A followed person in the fake session's frames of 640 × 480, standing at x. */
function personAt(x: number, trackId = 1): Detection {
  return { box: { left: x - 20, top: 200, right: x + 20, bottom: 300 }, classIndex: 0, score: 0.9, trackId };
}

function walk(session: FakeSession, ...places: number[]): void {
  for (const x of places) session.show({ kind: 'boxes', detections: [personAt(x)] });
  session.measure({});
}

function counted(regions: readonly Region[]) {
  const session = new FakeSession();
  session.become(liveState('box-net'));
  const counting = new Counting(session);
  counting.setRegions(regions);
  return { session, counting };
}

describe('vt-counting', () => {
  it('shows who is there, who crossed, and a chart, and starts from zero when told', async () => {
    const { session, counting } = counted([line]);
    const panel = await mount('vt-counting', { counting, regions: [line] });
    expect(textOf(panel)).toContain('Counting begins');
    walk(session, 100, 500);
    await settle(panel);
    expect(textOf(panel)).toMatch(/^1 in the picture/);
    expect(textOf(panel)).toContain('Line 1 in 1 · out 0');
    await expectAccessible(panel);
    expect(await counting.toCsv().text()).toMatch(
      /^time,in picture,least,most,line 1 in,line 1 out\r\n.*,1,1,1,1,0/,
    );
    named(panel, 'Start from zero').click();
    await settle(panel);
    expect(textOf(panel)).toContain('in 0 · out 0');
  });

  it('takes the same number after another model for another person', () => {
    const { session, counting } = counted([line]);
    walk(session, 100);
    session.become(liveState('road-net'));
    walk(session, 500);
    expect(counting.counts).toEqual([{ kind: 'line', id: 1, in: 0, out: 0 }]);
  });

  it('asks for a line to draw, turns and removes one', async () => {
    const { counting } = counted([line]);
    const panel = await mount('vt-counting', { counting, regions: [line] });
    const events = record(panel, 'vt-region-draw', 'vt-regions-change');
    named(panel, 'Add a zone').click();
    named(panel, 'Turn').click();
    named(panel, 'Remove').click();
    expect(events).toMatchObject([
      { kind: 'zone', byPointer: false },
      { regions: [{ points: [{ y: 0 }, { y: 1 }] }] },
      { regions: [] },
    ]);
  });

  it('offers no lines where a crowd is only estimated', async () => {
    const { session, counting } = counted([]);
    const panel = await mount('vt-counting', { counting, estimated: true });
    session.show({ kind: 'density-map', count: 41.6 });
    session.measure({});
    await settle(panel);
    expect(textOf(panel)).toContain('42 people, estimated');
    expect(textOf(panel)).not.toContain('Add a line');
  });
});

describe('vt-regions', () => {
  async function editor(regions: readonly Region[]) {
    const { session, counting } = counted(regions);
    const place = document.createElement('div');
    Object.assign(place, { id: 'regions-place' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('#regions-place { position: relative; width: 320px; height: 240px }');
    document.adoptedStyleSheets = [sheet];
    document.body.append(place);
    const element = await mount('vt-regions', { session, counting, regions });
    place.append(element);
    walk(session, 100, 500);
    await settle(element);
    element.addEventListener('vt-regions-change', (event) => (element.regions = event.regions));
    return element;
  }

  const press = (target: Element | undefined, type: 'keydown' | 'keyup', key: string) =>
    target?.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true }));

  it('shows a line with its counts, and is accessible', async () => {
    const element = await editor([line]);
    expect(textOf(element)).toContain('Line 1 : in 1 · out 0');
    await expectAccessible(element);
  });

  it('moves an end by keys, tells of it once it is let go, and removes by Delete', async () => {
    const element = await editor([line]);
    const events = record(element, 'vt-regions-change');
    const end = all(element, '.grip')[1];
    press(end, 'keydown', 'ArrowLeft');
    press(end, 'keydown', 'ArrowLeft');
    expect(events).toHaveLength(0);
    press(end, 'keyup', 'ArrowLeft');
    expect(events).toHaveLength(1);
    expect(events[0]?.regions[0]?.points[0]?.x).toBeCloseTo(0.46);
    await settle(element);
    press(all(element, '.grip')[0], 'keydown', 'Delete');
    expect(events.at(-1)?.regions).toEqual([]);
  });

  it('lets a zone be drawn by touch, and keeps the page from scrolling away under the finger', async () => {
    const element = await editor([]);
    const events = record(element, 'vt-regions-change');
    element.draw('zone');
    await settle(element);
    const picture = all(element, 'svg')[0]!;
    expect(getComputedStyle(picture).touchAction).toBe('none');
    const { left, top } = picture.getBoundingClientRect();
    picture.setPointerCapture = () => undefined;
    const touch = (type: string, x: number, y: number) =>
      picture.dispatchEvent(
        new PointerEvent(type, {
          clientX: left + x,
          clientY: top + y,
          pointerId: 7,
          pointerType: 'touch',
          isPrimary: true,
        }),
      );
    touch('pointerdown', 64, 48);
    touch('pointermove', 128, 96);
    touch('pointerup', 256, 192);
    const [region] = events[0]?.regions ?? [];
    expect(region).toMatchObject({ kind: 'zone', id: 1 });
    expect(region?.points.map(({ x, y }) => [Math.round(x * 10), Math.round(y * 10)])).toEqual([
      [2, 2],
      [8, 2],
      [8, 8],
      [2, 8],
    ]);
    // A finger that is taken away by the system (a call, a gesture) leaves nothing behind.
    element.draw('zone');
    await settle(element);
    touch('pointerdown', 10, 10);
    touch('pointermove', 90, 90);
    touch('pointercancel', 90, 90);
    expect(events).toHaveLength(1);
  });

  it('lets a line be drawn with the pointer', async () => {
    const element = await editor([]);
    const events = record(element, 'vt-regions-change');
    element.draw('line');
    await settle(element);
    const picture = all(element, 'svg')[0]!;
    const { left, top } = picture.getBoundingClientRect();
    picture.setPointerCapture = () => undefined;
    const at = (type: string, x: number, y: number) =>
      picture.dispatchEvent(new PointerEvent(type, { clientX: left + x, clientY: top + y, pointerId: 1 }));
    at('pointerdown', 32, 24);
    at('pointermove', 160, 120);
    at('pointerup', 288, 216);
    expect(events[0]?.regions).toEqual([
      {
        kind: 'line',
        id: 1,
        points: [
          { x: expect.closeTo(0.1) as number, y: expect.closeTo(0.1) as number },
          { x: expect.closeTo(0.9) as number, y: expect.closeTo(0.9) as number },
        ],
      },
    ]);
  });

  it('gives a zone and the focus to who draws without a pointer', async () => {
    const element = await editor([]);
    await element.add('zone');
    const focused = element.shadowRoot?.activeElement;
    expect(focused?.getAttribute('aria-label')).toContain('Zone 1, point 1');
  });
});
