import { sampleFrame } from '#core/frame-grid.ts';
import type { Size } from '#core/geometry.ts';
import { compositeMatte, type Backdrop } from '#core/matte-composite.ts';
import { MatteLayer, type AlphaField } from '#core/matte-layers.ts';
import { MatteRefiner, refineDefaults, shrinkMatte } from '#core/matte-refine.ts';
import { activateAlpha } from '#core/matte.ts';
import type { Picture } from '#core/picture.ts';
import { wholeWindow, type MapWindow } from '#core/map-window.ts';
import type { ResultMap, ResultSummary } from '#core/result.ts';
import type { ComposerModel, CpuComposer, CpuFrameContext } from '../composer.ts';
import { FrameMemory } from '../frame-memory.ts';
import { showPixels } from '../show-pixels.ts';
import { requireOutput, singleOutput } from '../single-output.ts';
import { BackdropImage, type FittedBackdrop } from './backdrop-image.ts';
import { sceneOf, type Scene } from './scene.ts';

export class CpuAlphaMatteComposer implements CpuComposer {
  readonly #output;
  readonly #memory = new FrameMemory();
  readonly #refiner = new MatteRefiner();
  readonly #person = new MatteLayer();
  readonly #background = new MatteLayer();
  readonly #blur = new MatteLayer();
  readonly #image = new BackdropImage();
  #imagePixels: { of: FittedBackdrop; picture: Picture } | undefined;
  #matte = new Float32Array(0);
  #window: MapWindow = wholeWindow({ width: 0, height: 0 });
  #guide = new Float32Array(0);
  #coefficients = new Float32Array(0);

  constructor(model: ComposerModel) {
    this.#output = singleOutput(model, 'alpha');
  }

  draw({ canvas, frame, outputs, placement, look }: CpuFrameContext): ResultSummary {
    const { spec, width, height } = this.#output;
    const picture = this.#pictureFor(placement.frame);
    const scene = sceneOf(look, placement, { width, height }, picture !== undefined);
    const past = this.#memory.past(placement);
    this.#window = scene.window;
    this.#resize(scene);
    const { data } = requireOutput(outputs, spec.name);
    const map = { width, height, window: scene.window };
    const changed = activateAlpha(data, spec, map, this.#matte, past * look.smoothing);
    const alpha = this.#alphaField(frame, scene, look.refine);
    const edge = scene.edge && { person: this.#person, background: this.#background };
    const behind = scene.edge?.background ?? scene.light?.layer;
    if (scene.edge) this.#person.update(frame, alpha, scene.edge.person);
    if (behind) this.#background.update(frame, alpha, behind);
    const light = scene.light && { layer: this.#background, strength: scene.light.strength };
    compositeMatte(frame, alpha, this.#backdrop(frame, alpha, scene, picture), edge, light);
    showPixels(canvas, frame, look.mirror);
    const coverage = mean(this.#matte);
    return { kind: 'alpha-matte', coverage, changed: past ? changed / this.#matte.length : undefined };
  }

  setBackground(image: ImageBitmap | undefined): void {
    this.#image.set(image);
  }

  map(): ResultMap {
    return { kind: 'alpha-matte', window: this.#window, values: this.#matte.slice() };
  }

  reset(): void {
    this.#memory.forget();
  }

  dispose(): void {
    // Holds only arrays and canvases.
  }

  #resize({ window, grid }: Scene): void {
    const [cells, length] = [window.width * window.height, grid.width * grid.height * 4];
    if (this.#matte.length !== cells) this.#matte = new Float32Array(cells);
    if (this.#guide.length === length) return;
    this.#guide = new Float32Array(length);
    this.#coefficients = new Float32Array(length);
  }

  #alphaField(frame: Picture, { window, grid, levels }: Scene, isRefined: boolean): AlphaField {
    const coefficients = this.#coefficients;
    if (isRefined) {
      sampleFrame(frame, grid, this.#guide);
      shrinkMatte(this.#matte, window, grid, this.#guide);
      this.#refiner.coefficients(this.#guide, grid, refineDefaults, coefficients);
    } else {
      coefficients.fill(0);
      shrinkMatte(this.#matte, window, grid, coefficients);
    }
    return { coefficients, grid, levels };
  }

  #backdrop(frame: Picture, alpha: AlphaField, scene: Scene, picture: Picture | undefined): Backdrop {
    const { backdrop } = scene;
    if (backdrop.kind === 'layer') {
      this.#blur.update(frame, alpha, backdrop.spec);
      return { kind: 'layer', layer: this.#blur };
    }
    if (backdrop.kind === 'image') return { kind: 'image', image: picture ?? frame };
    return backdrop;
  }

  #pictureFor(frame: Size): Picture | undefined {
    const of = this.#image.fitted(frame);
    if (!of) return undefined;
    if (this.#imagePixels?.of !== of)
      this.#imagePixels = { of, picture: of.context.getImageData(0, 0, frame.width, frame.height) };
    return this.#imagePixels.picture;
  }
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
