import { expect, it } from 'vitest';
import { sampleFrame } from '#core/frame-grid.ts';
import { place, type Fit, type Size } from '#core/geometry.ts';
import { mapWindow } from '#core/map-window.ts';
import { compositeMatte, type Backdrop } from '#core/matte-composite.ts';
import { blurLayer, edgeLayer, MatteLayer, type LayerSpec } from '#core/matte-layers.ts';
import { MatteRefiner, refineDefaults, refineGrid, REFINED_LEVELS, shrinkMatte } from '#core/matte-refine.ts';
import { activateAlpha, type AlphaSpec } from '#core/matte.ts';
import { ActivateAlphaPass } from '#gpu/passes/activate-alpha/activate-alpha.ts';
import { DrawMattePass, type GpuBackdrop } from '#gpu/passes/draw-matte/draw-matte.ts';
import { MatteCoefficientsPass } from '#gpu/passes/matte-coefficients/matte-coefficients.ts';
import { MatteGuidePass } from '#gpu/passes/matte-guide/matte-guide.ts';
import { MatteLayerPass } from '#gpu/passes/matte-layer/matte-layer.ts';
import * as fixture from './fixture.ts';

const { bufferOf, maxDifference, noiseFloats, readFloats, submit, testGpu, testPicture, textureOf } = fixture;
const size = (width: number, height: number) => ({ width, height });

const alphaSpec: AlphaSpec = {
  meaning: 'alpha',
  name: 'a',
  layout: 'nchw',
  channels: 1,
  channel: 0,
  activation: 'none',
};

it.each<[Partial<AlphaSpec>, Size]>([
  [{}, size(256, 144)],
  [{ activation: 'sigmoid' }, size(7, 9)],
  [{ activation: 'sigmoid', layout: 'nhwc' }, size(8, 8)],
  [{ activation: 'softmax', channels: 2, channel: 1 }, size(9, 7)],
  [{ activation: 'softmax', channels: 3, channel: 1, layout: 'nhwc' }, size(65, 63)],
])('activate-alpha equals its CPU twin: %o, map %o', async (partial, map) => {
  const { device } = await testGpu();
  const spec = { ...alphaSpec, ...partial };
  const model = size(map.width * 4, map.height * 4);
  const window = mapWindow(place(size(640, 480), model, 'letterbox'), map);
  const matte = new Float32Array(window.width * window.height);
  const pass = new ActivateAlphaPass(device, spec, map);
  const buffer = bufferOf(device, matte.length);
  for (const [frame, weight] of [0, 0.6, 0.95].entries()) {
    const data = noiseFloats(map.width * map.height * spec.channels, -4, 4, frame + 1);
    const output = bufferOf(device, data);
    submit(device, (encoder) => pass.encode(encoder, output, buffer, window, weight));
    const changed = activateAlpha(data, spec, { ...map, window }, matte, weight);
    // exp on a GPU may be off by 3 + 2 |x| ULP (WGSL, accuracy of built-ins): 11 ULP at |x| = 4, and softmax adds three.
    expect(maxDifference(await readFloats(device, buffer), matte)).toBeLessThan(5e-6);
    const [gotChanged = NaN] = new Uint32Array((await readFloats(device, pass.changed)).buffer);
    // A cell that lies on a half to the last bits may be counted by one and not by the other.
    expect(Math.abs(gotChanged - changed)).toBeLessThanOrEqual(1);
  }
  pass.dispose();
});

const made = new Map<string, ReturnType<typeof refine>>();

/** Everything from a matte to its coefficients, on both sides; once a scene. */
function refined(...scene: Parameters<typeof refine>) {
  const key = JSON.stringify(scene);
  const known = made.get(key) ?? refine(...scene);
  made.set(key, known);
  return known;
}

async function refine(frame: Size, map: Size, fit: Fit) {
  const { device } = await testGpu();
  const image = testPicture(frame.width, frame.height);
  const model = size(map.width * 2, map.height * 2);
  const window = mapWindow(place(frame, model, fit), map);
  const grid = refineGrid(window);
  const matte = softDisc(window);
  const guide = new Float32Array(grid.width * grid.height * 4);
  sampleFrame(image, grid, guide);
  shrinkMatte(matte, window, grid, guide);
  const coefficients = new Float32Array(guide.length);
  new MatteRefiner().coefficients(guide, grid, refineDefaults, coefficients);

  const passes = { guide: new MatteGuidePass(device), coefficients: new MatteCoefficientsPass(device) };
  const texture = textureOf(device, image);
  const buffers = { guide: bufferOf(device, guide.length), coefficients: bufferOf(device, guide.length) };
  submit(device, (encoder) => {
    passes.guide.encodeGuide(encoder, texture, bufferOf(device, matte), window, grid, buffers.guide);
    passes.coefficients.encode(encoder, buffers.guide, grid, refineDefaults, buffers.coefficients);
  });
  const alpha = { coefficients, grid, levels: REFINED_LEVELS };
  const gpuAlpha = { coefficients: buffers.coefficients, grid, levels: REFINED_LEVELS };
  return { device, image, texture, guide, alpha, gpuAlpha, guideBuffer: buffers.guide };
}

/** A disc with a soft edge that does not quite lie on the picture's own. */
function softDisc({ width, height }: Size): Float32Array {
  return Float32Array.from({ length: width * height }, (_, i) => {
    const distance = Math.hypot((i % width) / width - 0.52, Math.floor(i / width) / height - 0.49);
    return Math.min(Math.max((0.33 - distance) * 12 + 0.5, 0), 1);
  });
}

const scenes: [Size, Size, Fit][] = [
  [size(640, 480), size(256, 256), 'stretch'],
  [size(1280, 720), size(256, 144), 'stretch'],
  [size(641, 359), size(97, 131), 'letterbox'],
  // Both sides of the 8 x 8 workgroup's boundary.
  [size(61, 35), size(7, 9), 'stretch'],
  [size(64, 64), size(8, 8), 'stretch'],
  [size(35, 61), size(9, 7), 'letterbox-corner'],
  [size(5, 4), size(1, 1), 'stretch'],
];

it.each(scenes)(
  'matte-guide and matte-coefficients equal their CPU twins: frame %o, map %o, %s',
  async (frame, map, fit) => {
    const { device, guide, guideBuffer, alpha, gpuAlpha } = await refined(frame, map, fit);
    expect(maxDifference(await readFloats(device, guideBuffer), guide)).toBeLessThan(1e-6);
    const got = await readFloats(device, gpuAlpha.coefficients);
    // Variances are differences of means near 1 in f32 (6e-8 each), divided by epsilon = 3e-4: 2e-4 of coefficients
    // that reach 10. What counts is alpha, so the fits are compared by what they give for black, white and primaries.
    for (const colour of [
      [0, 0, 0],
      [1, 1, 1],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]) {
      expect(maxDifference(alphas(got, colour), alphas(alpha.coefficients, colour))).toBeLessThan(4e-3);
    }
  },
);

function alphas(fits: Float32Array, [r = 0, g = 0, b = 0]: number[]): Float32Array {
  return Float32Array.from({ length: fits.length / 4 }, (_, i) => {
    const [x, y, z, plain] = fits.subarray(i * 4, i * 4 + 4);
    return x! * r + y! * g + z! * b + plain!;
  });
}

it.each(scenes)('matte-layer equals its CPU twin: frame %o, map %o, %s', async (frame, map, fit) => {
  const { device, image, texture, alpha } = await refined(frame, map, fit);
  const gpuAlpha = { ...alpha, coefficients: bufferOf(device, alpha.coefficients) };
  const pass = new MatteLayerPass(device);
  const specs: LayerSpec[] = [
    edgeLayer('person', frame),
    edgeLayer('background', frame),
    blurLayer(12),
    blurLayer(3),
  ];
  for (const spec of specs) {
    const layer = new MatteLayer();
    layer.update(image, alpha, spec);
    let buffer: GPUBuffer | undefined;
    submit(device, (encoder) => {
      buffer = pass.encode(encoder, texture, gpuAlpha, spec).colours;
    });
    const got = await readFloats(device, buffer!);
    const isColour = (_: number, i: number) => i % 4 < 3;
    // Quotients of sums whose weights go down to 1e-3: some 100 roundings of 2^-24.
    expect(maxDifference(got.filter(isColour), layer.colours.filter(isColour))).toBeLessThan(1e-4);
  }
  pass.dispose();
});

const kinds: Backdrop['kind'][] = ['tint', 'colour', 'layer', 'image', 'matte'];
it.each(scenes.flatMap((scene) => kinds.map((kind) => [kind, ...scene] as const)))(
  'draw-matte equals its CPU twin: %s, frame %o, map %o, %s',
  async (kind, frame, map, fit) => {
    const { device, image, texture, alpha } = await refined(frame, map, fit);
    const gpuAlpha = { ...alpha, coefficients: bufferOf(device, alpha.coefficients) };
    const isOver = kind !== 'tint' && kind !== 'matte';
    const layers = [edgeLayer('person', frame), edgeLayer('background', frame), blurLayer(12)].map((spec) => {
      const layer = new MatteLayer();
      layer.update(image, alpha, spec);
      return { layer, gpu: { colours: bufferOf(device, layer.colours), grid: layer.grid } };
    });
    const [person, background, blur] = layers as [(typeof layers)[0], (typeof layers)[0], (typeof layers)[0]];
    const behind = {
      ...frame,
      data: new Uint8ClampedArray(testPicture(frame.width, frame.height).data).reverse(),
    };
    const colour = [10, 200, 150] as const;
    const backdrops: Record<Backdrop['kind'], [Backdrop, GpuBackdrop]> = {
      tint: [
        { kind: 'tint', colour, opacity: 0.6 },
        { kind: 'tint', colour, opacity: 0.6 },
      ],
      colour: [
        { kind: 'colour', colour },
        { kind: 'colour', colour },
      ],
      layer: [
        { kind: 'layer', layer: blur.layer },
        { kind: 'layer', layer: blur.gpu },
      ],
      image: [
        { kind: 'image', image: behind },
        { kind: 'image', image: textureOf(device, behind) },
      ],
      matte: [{ kind: 'matte' }, { kind: 'matte' }],
    };
    const [cpuBackdrop, gpuBackdrop] = backdrops[kind];
    const pass = new DrawMattePass(device, 'rgba8unorm');
    const target = fixture.targetOf(device, frame.width, frame.height);
    const gpuEdge = isOver ? { person: person.gpu, background: background.gpu } : undefined;
    submit(device, (encoder) =>
      pass.encode(encoder, texture, gpuAlpha, gpuBackdrop, gpuEdge, target.createView(), false),
    );
    const picture = { ...frame, data: new Uint8ClampedArray(image.data) };
    compositeMatte(
      picture,
      alpha,
      cpuBackdrop,
      isOver ? { person: person.layer, background: background.layer } : undefined,
    );
    const isColour = (_: number, i: number) => i % 4 < 3;
    const got = (await fixture.readPixels(device, target)).filter(isColour);
    // Two steps of 255: the CPU rounds twice at the edge, and coefficients of 10 magnify what uv loses in f32.
    expect(maxDifference(got, picture.data.filter(isColour))).toBeLessThanOrEqual(2);
    pass.dispose();
  },
);
