/** What a person says about an ONNX file of unknown origin, with what can be guessed filled in. */
import { msg, str } from '@lit/localize';
import * as v from 'valibot';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Fit, Size } from '#core/geometry.ts';
import type { InputSpec, OutputSpec } from '#core/io-spec.ts';
import { pictureOfShape } from '#core/picture-shape.ts';
import type { ResultKind, Task } from '#core/result.ts';
import type { ImportRequest } from '#session/model-import.ts';
import { inputSchema, outputSchema } from '#session/user-models/user-model.ts';
import type { BoxForm, DeclaredTensor, Inspected, Meaning } from '#workers/export/export.api.ts';
import { checkSize, titleOf } from './checkpoint-draft.ts';
import { labelsOf, setOfSize, type LabelChoice } from './label-choice.ts';

type InspectedOnnx = Inspected & { kind: 'onnx' };
type Layout = InputSpec['layout'];

/** What can be described. A line of text would need its alphabet, and a graph that finds the line. */
export type DescribedKind = Exclude<ResultKind, 'text'>;

export interface OnnxDraft {
  title: string;
  width: number;
  height: number;
  layout: Layout;
  channels: InputSpec['channels'];
  range: keyof typeof ranges;
  /** For the range `other`; numbers separated by spaces or commas. */
  scale: string;
  mean: string;
  std: string;
  fit: Fit;
  kind: DescribedKind;
  /** Of boxes, the list with the boxes. */
  output: string;
  outputLayout: Layout;
  /** Mattes only. */
  channel: number;
  activation: 'none' | 'sigmoid' | 'softmax';
  boxes: Omit<BoxForm, 'boxes'>;
  labels: LabelChoice;
  precision: 'fp32' | 'fp16';
}

/** What values a network was trained with; x = (byte · scale − mean) / std. */
export const ranges = {
  unit: { title: () => msg('0 to 1'), scale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1] },
  signed: { title: () => msg('−1 to 1'), scale: 1 / 255, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  bytes: { title: () => msg('0 to 255'), scale: 1, mean: [0, 0, 0], std: [1, 1, 1] },
  /** The statistics that torchvision's models are trained with. */
  imagenet: {
    title: () => msg('ImageNet’s mean and deviation'),
    scale: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  },
  other: { title: () => msg('Other …'), scale: 1, mean: [], std: [] },
} as const;

export const taskOf: Record<DescribedKind, Task> = {
  'label-map': 'segmentation',
  'alpha-matte': 'matting',
  boxes: 'detection',
  'density-map': 'counting',
  classes: 'classification',
  picture: 'enhancement',
};

const BOX_COLUMNS = 4;

/** The input's layout, and its size where the file fixes it. */
export const inputSizeOf = ({ inputs }: InspectedOnnx): Size & { layout: Layout } =>
  pictureOfShape(inputs[0]?.shape ?? []);

export function onnxDraft(
  fileName: string,
  inspected: InspectedOnnx,
  outputs: readonly DeclaredTensor[],
): OnnxDraft {
  const { width, height, layout } = inputSizeOf(inspected);
  const channelCount = inspected.inputs[0]?.shape[layout === 'nchw' ? 1 : 3];
  const output = outputs.find(({ shape }) => shape.length >= 3) ?? outputs[0];
  const draft: OnnxDraft = {
    title: titleOf(fileName),
    width,
    height,
    layout,
    channels: channelCount === 1 ? 'gray' : 'rgb',
    range: 'unit',
    scale: '1',
    mean: '0 0 0',
    std: '1 1 1',
    fit: 'stretch',
    kind: 'label-map',
    output: output?.name ?? '',
    outputLayout: 'nchw',
    channel: 0,
    activation: 'none',
    boxes: boxFormOf(outputs, output),
    labels: { from: 'numbers', lines: '' },
    precision: 'fp32',
  };
  return output ? { ...draft, ...guessedFrom(output, draft) } : draft;
}

/** What an output's shape lets one guess; for a change of the output, too. */
export function guessedFrom(
  { shape }: DeclaredTensor,
  { layout }: Pick<OnnxDraft, 'layout'>,
): Partial<OnnxDraft> {
  if (shape.length === 3) return { kind: 'boxes', fit: 'letterbox' };
  if (shape.length <= 2) return { kind: 'classes', labels: namesFor(Number(shape.at(-1))) };
  const [, a, , c] = shape.map(Number);
  // The axis of the classes is the short one; where neither is, as the input has it.
  const outputLayout = a === c ? layout : (a ?? 0) < (c ?? 0) ? 'nchw' : 'nhwc';
  const count = (outputLayout === 'nchw' ? a : c) ?? 1;
  if (count > 2) return { kind: 'label-map', outputLayout, labels: namesFor(count) };
  return {
    kind: 'alpha-matte',
    outputLayout,
    channel: count - 1,
    activation: count === 1 ? 'none' : 'softmax',
  };
}

const namesFor = (count: number): LabelChoice => ({ from: setOfSize(count) ?? 'numbers', lines: '' });

function boxFormOf(outputs: readonly DeclaredTensor[], main: DeclaredTensor | undefined): OnnxDraft['boxes'] {
  const lists = outputs.filter(({ shape }) => shape.length === 3);
  const scores = lists.find(
    ({ name, shape }) => name !== main?.name && !shape.slice(1).includes(BOX_COLUMNS),
  );
  const [, a, b] = (main?.shape ?? []).map(Number);
  return {
    scores: scores?.name ?? main?.name ?? '',
    rows: (a ?? 0) > (b ?? 0) ? 'candidates' : 'columns',
    corners: 'centre-size',
    unit: 'pixels',
    objectness: false,
  };
}

/** How many classes the result has as described; 0 for kinds without. */
export function classCount(
  { kind, output, outputLayout, boxes }: OnnxDraft,
  outputs: readonly DeclaredTensor[],
): number {
  const shapeOf = (name: string) => (outputs.find((each) => each.name === name)?.shape ?? []).map(Number);
  switch (kind) {
    case 'label-map':
      return shapeOf(output)[outputLayout === 'nchw' ? 1 : 3] ?? 0;
    case 'classes':
      return shapeOf(output).at(-1) ?? 0;
    case 'boxes': {
      const columns = shapeOf(boxes.scores)[boxes.rows === 'columns' ? 1 : 2] ?? 0;
      return columns - (boxes.scores === output ? BOX_COLUMNS : 0) - (boxes.objectness ? 1 : 0);
    }
    default:
      return 0;
  }
}

export async function onnxRequest(
  file: File,
  draft: OnnxDraft,
  { inputs }: InspectedOnnx,
  outputs: readonly DeclaredTensor[],
): Promise<ImportRequest> {
  const { width, height, kind, precision, title } = draft;
  checkSize(width, height, 1);
  const count = classCount(draft, outputs);
  const hasClasses = kind === 'label-map' || kind === 'boxes' || kind === 'classes';
  if (hasClasses && !(count > 0)) {
    throw new VitrineError(
      'bad-shape',
      msg('As described, the result has no classes; its output or its form is another.'),
    );
  }
  return {
    kind: 'onnx',
    file,
    title: title.trim() || titleOf(file.name),
    size: { width, height },
    precision,
    task: taskOf[kind],
    input: checked(inputSchema, inputOf(draft, inputs[0]?.name ?? '')),
    meaning: meaningOf(draft, count, outputs),
    labels: hasClasses ? await labelsOf(draft.labels, count) : [],
  };
}

function inputOf(draft: OnnxDraft, name: string): unknown {
  const { layout, channels, range, fit } = draft;
  const known = ranges[range];
  const { scale, mean, std } =
    range === 'other'
      ? { scale: Number(draft.scale), mean: numbersIn(draft.mean), std: numbersIn(draft.std) }
      : known;
  const perChannel = (values: readonly number[]) => (channels === 'gray' ? values.slice(0, 1) : values);
  // Mid-grey is what YOLO's padding is, and as good as any for the others.
  return { name, layout, channels, scale, mean: perChannel(mean), std: perChannel(std), fit, pad: 114 };
}

const numbersIn = (text: string): number[] =>
  text
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map(Number);

function meaningOf(draft: OnnxDraft, classes: number, outputs: readonly DeclaredTensor[]): Meaning {
  const { kind, output: name, outputLayout: layout, channel, activation } = draft;
  const output = (spec: unknown): OutputSpec => checked(outputSchema, spec);
  switch (kind) {
    case 'boxes':
      return { kind, form: { ...draft.boxes, boxes: name } };
    case 'label-map':
      return { kind, output: output({ meaning: 'class-logits', name, layout, classes }) };
    case 'alpha-matte': {
      const shape = outputs.find((each) => each.name === name)?.shape ?? [];
      const channels = Number(shape[layout === 'nchw' ? 1 : 3]);
      return { kind, output: output({ meaning: 'alpha', name, layout, channels, channel, activation }) };
    }
    case 'density-map':
      return { kind, output: output({ meaning: 'density', name, layout }) };
    case 'classes':
      return {
        kind,
        output: output({
          meaning: 'class-scores',
          name,
          classes,
          activation: activation === 'softmax' ? 'softmax' : 'none',
        }),
      };
    case 'picture':
      return { kind, output: output({ meaning: 'picture', name, layout }) };
  }
}

/** Throws VitrineError('bad-shape') with the rule that was broken. */
function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  throw new VitrineError(
    'bad-shape',
    msg(str`The description is not complete: ${where ? `${where}: ` : ''}${issue.message}.`),
  );
}
