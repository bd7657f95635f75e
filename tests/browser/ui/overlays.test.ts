import { describe, expect, it } from 'vitest';
import { defaultLook } from '#core/look.ts';
import type { ResultKind } from '#core/result.ts';
import { overlayOf, overlays } from '#ui/overlays/overlays.ts';
import type { OverlayElement, OverlayInput } from '#ui/overlays/overlay.ts';
import { expectAccessible, find, mount, settle, textOf } from './mount.ts';

/** A record, so that a new kind does not compile before it has an example, and an overlay. */
const examples: Record<ResultKind, OverlayInput['summary']> = {
  boxes: {
    kind: 'boxes',
    detections: [{ box: { left: 0, top: 0, right: 160, bottom: 120 }, classIndex: 0, score: 0.9 }],
  },
  'label-map': { kind: 'label-map', shares: [0.25, 0.75] },
  'alpha-matte': { kind: 'alpha-matte', coverage: 0.3 },
  'density-map': { kind: 'density-map', count: 1545.6 },
  classes: {
    kind: 'classes',
    top: [
      { classIndex: 207, name: 'golden retriever', score: 0.75 },
      { classIndex: 208, name: 'Labrador retriever', score: 0.125 },
    ],
  },
  picture: { kind: 'picture', brightness: 0.42 },
  text: {
    kind: 'text',
    lines: [{ box: { left: 0, top: 160, right: 640, bottom: 320 }, text: 'exit', confidence: 0.9 }],
  },
};
const kinds = Object.keys(examples) as ResultKind[];
const labels = [
  { name: 'person', colour: [255, 0, 0] as const },
  { name: 'road', colour: [0, 0, 255] as const },
];

function input(kind: ResultKind, look: Partial<OverlayInput['look']> = {}): OverlayInput {
  return {
    summary: examples[kind],
    frame: { width: 640, height: 480 },
    atMs: 0,
    labels,
    look: { ...defaultLook, ...look },
    viewport: { left: 0, top: 0, width: 320, height: 240 },
  };
}

async function overlay(kind: ResultKind): Promise<OverlayElement> {
  const stage = document.createElement('div');
  stage.id = 'stage';
  document.body.append(stage);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('#stage { position: relative; width: 320px; height: 240px }');
  document.adoptedStyleSheets = [sheet];
  const element = (await mount(overlayOf(kind).tag as keyof HTMLElementTagNameMap)) as OverlayElement;
  stage.append(element);
  await settle(element);
  return element;
}

function pixel(element: Element, x: number, y: number): number[] {
  const canvas = find<HTMLCanvasElement>(element, 'canvas');
  const ratio = canvas.width / canvas.clientWidth;
  return [...(canvas.getContext('2d')?.getImageData(x * ratio, y * ratio, 1, 1).data ?? [])];
}

describe('overlays', () => {
  it.each(kinds)('there is exactly one for %s', (kind) => {
    expect(overlays.filter((overlay) => overlay.kind === kind)).toHaveLength(1);
  });

  it.each(kinds)('that of %s shows a result, clears it, and is accessible', async (kind) => {
    const element = await overlay(kind);
    element.show(input(kind, { background: 'matte' }));
    await settle(element);
    await expectAccessible(element);
    element.clear();
    await settle(element);
    expect(textOf(element)).toBe('');
  });

  it('boxes are drawn where the object is, in its class colour', async () => {
    const element = await overlay('boxes');
    element.show(input('boxes'));
    expect(pixel(element, 80, 40)).toEqual([255, 0, 0, 255]);
    expect(pixel(element, 40, 40)[3]).toBe(0);
    expect(pixel(element, 240, 40)[3]).toBe(0);
    element.clear();
    expect(pixel(element, 80, 40)[3]).toBe(0);
  });

  it('boxes follow the mirror', async () => {
    const element = await overlay('boxes');
    element.show(input('boxes', { mirror: true }));
    expect(pixel(element, 240, 40)).toEqual([255, 0, 0, 255]);
    expect(pixel(element, 80, 40)[3]).toBe(0);
  });

  it('figures are shown for counts and shares, and for mattes only in their own view', async () => {
    const density = await overlay('density-map');
    density.show(input('density-map'));
    const shares = await overlay('label-map');
    shares.show(input('label-map', { hiddenClasses: [1] }));
    const matte = await overlay('alpha-matte');
    matte.show(input('alpha-matte', { background: 'blur' }));
    await settle(matte);
    expect([density, shares, matte].map(textOf)).toEqual(['1,546 people, estimated', '25 % person', '']);
    matte.show(input('alpha-matte', { background: 'matte' }));
    await settle(matte);
    expect(textOf(matte)).toBe('30 % foreground');
  });

  it('classes are listed with their probabilities, and the new picture says how bright it is', async () => {
    const ranking = await overlay('classes');
    ranking.show(input('classes'));
    await settle(ranking);
    expect(textOf(ranking)).toBe('golden retriever 75 % Labrador retriever 13 %');
    const bars = [...ranking.shadowRoot!.querySelectorAll('rect')].map((bar) => bar.getAttribute('width'));
    expect(bars).toEqual(['75.0', '12.5']);
    const picture = await overlay('picture');
    picture.show(input('picture'));
    await settle(picture);
    expect(textOf(picture)).toBe('42 % brightness');
    const text = await overlay('text');
    text.show(input('text'));
    await settle(text);
    expect(textOf(text)).toBe('exit (90 %)');
    const frame = text.shadowRoot!.querySelector('rect')!.getBoundingClientRect();
    const stage = text.getBoundingClientRect();
    expect([frame.top - stage.top, frame.height].map(Math.round)).toEqual([81, 78]);
  });
});
