/** A model of this repository on a picture, as the app runs it: its manifest, export, preprocessing and decoding. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { BoxDecoder, DetectorTensor } from '#core/decoder.ts';
import { place, toFrameBox, type Placement, type Size } from '#core/geometry.ts';
import type { TensorView } from '#core/io-spec.ts';
import { argmaxUpsample } from '#core/label-decode.ts';
import { nms } from '#core/nms.ts';
import { placedSize, preprocess, type RgbaImage } from '#core/preprocess.ts';
import type { Detection } from '#core/result.ts';
import { selectAbove } from '#core/select-above.ts';
import { exportModel } from '#export/export-model.ts';
import { allSubjects, loadProgram, select, type Subject } from '#models/prepare/families.ts';
import { familiesFolder } from '#models/prepare/paths.ts';
import { sourceFiles } from '#models/prepare/sources.ts';
import { openOnnx, type OrtModel } from './ort-node.ts';
import { shared } from './shared-data.ts';

export interface Evaluated {
  outputs: Record<string, TensorView>;
  placement: Placement;
}

export class EvaluationModel {
  readonly subject: Subject;
  readonly size: Size;
  private readonly session: OrtModel;
  private readonly decode: BoxDecoder | undefined;

  private constructor(subject: Subject, size: Size, session: OrtModel, decode: BoxDecoder | undefined) {
    this.subject = subject;
    this.size = size;
    this.session = session;
    this.decode = decode;
  }

  /** The variant `id` (model/variant), exported at `size`; by default at its first size. */
  static async open(id: string, size?: Size, precision: 'fp32' | 'fp16' = 'fp32'): Promise<EvaluationModel> {
    const [subject] = select(await allSubjects(), [id]);
    const { variant, manifest } = subject!;
    const chosen = size ?? variant.sizes[0]!;
    const files = await sourceFiles(subject!, {
      mirror: process.env['VITRINE_MIRROR'] ?? shared('mirror'),
      signal: new AbortController().signal,
      onProgress: () => undefined,
      say: console.log,
    });
    const program = await loadProgram(subject!);
    const { checkpoint: format, config } = variant;
    const { bytes } = await exportModel({ program, files, format, size: chosen, precision, config });
    const decode = manifest.kind === 'boxes' ? await loadDecoder(manifest.id) : undefined;
    return new EvaluationModel(subject!, chosen, await openOnnx(bytes), decode);
  }

  async run(image: RgbaImage): Promise<Evaluated> {
    const input = this.subject.variant.input ?? this.subject.manifest.input;
    const placement = place(image, this.size, input.fit);
    const data = preprocess(image, input, placement);
    const channels = data.length / (this.size.width * this.size.height);
    const shape = [1, channels, this.size.height, this.size.width];
    return { outputs: await this.session.run({ [input.name]: { shape, data } }), placement };
  }

  /** Boxes in the picture's pixels, best first. */
  async detect(image: RgbaImage, scoreThreshold: number, iouThreshold: number): Promise<Detection[]> {
    const { manifest, variant } = this.subject;
    const { outputs, placement } = await this.run(image);
    const tensors = (variant.outputs ?? manifest.outputs).map((spec): [string, DetectorTensor] => {
      const tensor = outputs[spec.name]!;
      return spec.meaning === 'detector' && spec.transfer === 'sparse'
        ? // The manifest's cap bounds what a live frame reads back; here nothing is cut off.
          [spec.name, { transfer: 'sparse', ...selectAbove(tensor, scoreThreshold, Infinity) }]
        : [spec.name, { transfer: 'dense', ...tensor }];
    });
    const candidates = this.decode!(Object.fromEntries(tensors), { model: this.size, scoreThreshold });
    const kept = nms(candidates, { iouThreshold, mode: manifest.nms ?? 'none', limit: 300 });
    return kept.map(({ box, ...rest }) => ({ ...rest, box: toFrameBox(box, placement) }));
  }

  /** The class of every pixel of the model's input that the picture covers. */
  async label(image: RgbaImage): Promise<Size & { labels: Uint16Array }> {
    const { manifest, variant } = this.subject;
    const [spec] = variant.outputs ?? manifest.outputs;
    if (spec?.meaning !== 'class-logits') throw new TypeError(`${manifest.id} gives no class scores`);
    const { outputs, placement } = await this.run(image);
    const { shape, data } = outputs[spec.name]!;
    const [height = 0, width = 0] = spec.layout === 'nchw' ? shape.slice(2) : shape.slice(1, 3);
    const placed = placedSize(placement);
    const labels = new Uint16Array(placed.width * placed.height);
    const logits = { data, width, height, classes: spec.classes, layout: spec.layout };
    argmaxUpsample(logits, placement, labels, new Uint32Array(spec.classes));
    return { ...placed, labels };
  }

  /** People in the picture: the plain sum of the density map. */
  async count(image: RgbaImage): Promise<number> {
    const { outputs } = await this.run(image);
    const [map] = Object.values(outputs);
    return map!.data.reduce((sum, value) => sum + value, 0);
  }

  close(): Promise<void> {
    return this.session.release();
  }
}

async function loadDecoder(family: string): Promise<BoxDecoder> {
  const url = pathToFileURL(join(familiesFolder, family, 'decode.ts'));
  return ((await import(url.href)) as { decode: BoxDecoder }).decode;
}
