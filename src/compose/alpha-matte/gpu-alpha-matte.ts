import type { Look } from '#core/look.ts';
import { refineDefaults } from '#core/matte-refine.ts';
import { wholeWindow, type MapWindow } from '#core/map-window.ts';
import type { ResultMap, ResultSummary } from '#core/result.ts';
import { ActivateAlphaPass } from '#gpu/passes/activate-alpha/activate-alpha.ts';
import { DrawMattePass, type GpuBackdrop } from '#gpu/passes/draw-matte/draw-matte.ts';
import { MatteCoefficientsPass } from '#gpu/passes/matte-coefficients/matte-coefficients.ts';
import { MatteGuidePass } from '#gpu/passes/matte-guide/matte-guide.ts';
import { MatteLayerPass, type GpuAlphaField } from '#gpu/passes/matte-layer/matte-layer.ts';
import { FIGURES_BYTES, MeasureMapPass } from '#gpu/passes/measure-map/measure-map.ts';
import { readBuffer } from '#gpu/read-buffer.ts';
import { ReadbackRing } from '#gpu/readback-ring.ts';
import { ScratchBuffer } from '#gpu/scratch-buffer.ts';
import type { ComposerModel, GpuComposer, GpuFrameContext } from '../composer.ts';
import { FrameMemory } from '../frame-memory.ts';
import { requireOutput, singleOutput } from '../single-output.ts';
import { BackdropImage } from './backdrop-image.ts';
import { BackdropTexture } from './backdrop-texture.ts';
import { sceneOf, type Scene } from './scene.ts';

export class GpuAlphaMatteComposer implements GpuComposer {
  readonly #device: GPUDevice;
  readonly #output;
  readonly #activate: ActivateAlphaPass;
  readonly #measure: MeasureMapPass;
  readonly #guidePass: MatteGuidePass;
  readonly #coefficientsPass: MatteCoefficientsPass;
  readonly #person: MatteLayerPass;
  readonly #background: MatteLayerPass;
  readonly #blur: MatteLayerPass;
  readonly #draw: DrawMattePass;
  readonly #matte: ScratchBuffer;
  readonly #guide: ScratchBuffer;
  readonly #coefficients: ScratchBuffer;
  readonly #ring: ReadbackRing;
  readonly #memory = new FrameMemory();
  #past: 0 | 1 = 0;
  readonly #image = new BackdropImage();
  readonly #imageTexture: BackdropTexture;
  #window: MapWindow = wholeWindow({ width: 1, height: 1 });
  #summary: ResultSummary = { kind: 'alpha-matte', coverage: 0 };

  constructor(device: GPUDevice, format: GPUTextureFormat, model: ComposerModel) {
    this.#device = device;
    this.#output = singleOutput(model, 'alpha');
    this.#activate = new ActivateAlphaPass(device, this.#output.spec, this.#output);
    this.#measure = new MeasureMapPass(device);
    this.#guidePass = new MatteGuidePass(device);
    this.#coefficientsPass = new MatteCoefficientsPass(device);
    this.#person = new MatteLayerPass(device);
    this.#background = new MatteLayerPass(device);
    this.#blur = new MatteLayerPass(device);
    this.#draw = new DrawMattePass(device, format);
    this.#matte = new ScratchBuffer(device, 'matte');
    this.#guide = new ScratchBuffer(device, 'matte guide');
    this.#coefficients = new ScratchBuffer(device, 'matte coefficients');
    this.#ring = new ReadbackRing(device, 'alpha-matte', FIGURES_BYTES + 4);
    this.#imageTexture = new BackdropTexture(device);
  }

  encode({ encoder, frame, outputs, placement, look, target }: GpuFrameContext): void {
    const picture = this.#imageTexture.of(this.#image.fitted(placement.frame));
    const scene = sceneOf(look, placement, this.#output, picture !== undefined);
    const output = requireOutput(outputs, this.#output.spec.name);
    this.#window = scene.window;
    const matte = this.#matte.ofSize(cellsOf(scene.window) * 4);
    this.#past = this.#memory.past(placement);
    this.#activate.encode(encoder, output, matte, scene.window, this.#past * look.smoothing);
    this.#measure.encode(encoder, matte, 0, 0);
    const alpha = this.#alphaField(encoder, frame, matte, scene, look);
    const behind = scene.edge?.background ?? scene.light?.layer;
    const background = behind && this.#background.encode(encoder, frame, alpha, behind);
    const person = scene.edge && this.#person.encode(encoder, frame, alpha, scene.edge.person);
    const edge = person && background && { person, background };
    const light = scene.light && background && { layer: background, strength: scene.light.strength };
    const backdrop = this.#backdrop(encoder, frame, alpha, scene, picture ?? frame);
    this.#draw.encode(encoder, frame, alpha, backdrop, edge, target, look.mirror, light);
    this.#ring.encode(encoder, [
      { buffer: this.#measure.figures, size: FIGURES_BYTES },
      { buffer: this.#activate.changed, size: 4 },
    ]);
  }

  afterSubmit(): void {
    const cells = cellsOf(this.#window);
    const past = this.#past;
    this.#ring.afterSubmit((bytes) => {
      const [sum = 0] = new Float32Array(bytes);
      const [count = 0] = new Uint32Array(bytes, FIGURES_BYTES);
      const changed = past ? count / cells : undefined;
      this.#summary = { kind: 'alpha-matte', coverage: sum / cells, changed };
    });
  }

  summary(): ResultSummary {
    this.#ring.check();
    return this.#summary;
  }

  async settled(): Promise<ResultSummary> {
    await this.#ring.settled();
    return this.#summary;
  }

  setBackground(image: ImageBitmap | undefined): void {
    this.#image.set(image);
  }

  async map(): Promise<ResultMap> {
    const window = this.#window;
    const bytes = await readBuffer(this.#device, this.#matte.ofSize(cellsOf(window) * 4));
    return { kind: 'alpha-matte', window, values: new Float32Array(bytes) };
  }

  reset(): void {
    this.#memory.forget();
  }

  dispose(): void {
    const passes = [this.#activate, this.#measure, this.#guidePass, this.#coefficientsPass, this.#draw];
    const layers = [this.#person, this.#background, this.#blur];
    const buffers = [this.#matte, this.#guide, this.#coefficients, this.#ring, this.#imageTexture];
    for (const part of [...passes, ...layers, ...buffers]) part.dispose();
  }

  #alphaField(
    encoder: GPUCommandEncoder,
    frame: GPUTexture,
    matte: GPUBuffer,
    { window, grid, levels }: Scene,
    look: Look,
  ): GpuAlphaField {
    const size = grid.width * grid.height * 16;
    const coefficients = this.#coefficients.ofSize(size);
    if (look.refine) {
      const guide = this.#guide.ofSize(size);
      this.#guidePass.encodeGuide(encoder, frame, matte, window, grid, guide);
      this.#coefficientsPass.encode(encoder, guide, grid, refineDefaults, coefficients);
    } else {
      this.#guidePass.encodePlain(encoder, matte, grid, coefficients);
    }
    return { coefficients, grid, levels };
  }

  #backdrop(
    encoder: GPUCommandEncoder,
    frame: GPUTexture,
    alpha: GpuAlphaField,
    { backdrop }: Scene,
    picture: GPUTexture,
  ): GpuBackdrop {
    if (backdrop.kind === 'layer') {
      return { kind: 'layer', layer: this.#blur.encode(encoder, frame, alpha, backdrop.spec) };
    }
    return backdrop.kind === 'image' ? { kind: 'image', image: picture } : backdrop;
  }
}

function cellsOf({ width, height }: MapWindow): number {
  return width * height;
}
