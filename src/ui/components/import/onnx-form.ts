import { html, nothing, type TemplateResult } from 'lit';
import type { DeclaredTensor } from '#workers/export/export.api.ts';
import { check, labelFields, numberField, precisions, select, textField } from './fields.ts';
import type { ImportFlow, ImportState } from './import-flow.ts';
import { classCount, guessedFrom, ranges, type OnnxDraft } from './onnx-draft.ts';

const kinds = [
  ['label-map', 'A class for every pixel'],
  ['alpha-matte', 'A person cut out (matte)'],
  ['boxes', 'Boxes around objects'],
  ['density-map', 'A density to count by'],
  ['classes', 'A class for the whole picture'],
  ['picture', 'A new picture'],
] as const;
const layouts = [
  ['nchw', 'channels first (NCHW)'],
  ['nhwc', 'channels last (NHWC)'],
] as const;
const activations = [
  ['none', 'it is 0 to 1 already'],
  ['sigmoid', 'sigmoid'],
  ['softmax', 'softmax over the channels'],
] as const;

/** What an ONNX file of unknown origin does not say about itself. */
export function renderOnnx(flow: ImportFlow, state: ImportState & { step: 'onnx' }): TemplateResult {
  const { file, inspected, outputs, draft } = state;
  const change = (part: Partial<OnnxDraft>) => flow.changeOnnx(part);
  const count = classCount(draft, outputs);
  const hasClasses = draft.kind === 'label-map' || draft.kind === 'boxes' || draft.kind === 'classes';
  return html`
    <p class="hint">
      ${file.name} is a graph of ${inspected.nodes} operators. Only you know what it was trained for.
    </p>
    ${tensors('What goes in', inspected.inputs)} ${tensors('What comes out', outputs)}
    ${inspected.fixed === undefined ? nothing : html`<p class="hint caution">It runs only as it is: ${inspected.fixed}.</p>`}
    ${textField('Name', draft.title, (title) => change({ title }))}
    <fieldset>
      <legend>The picture going in</legend>
      ${renderInput(state, change)}
    </fieldset>
    <fieldset>
      <legend>The result</legend>
      ${select('It is', draft.kind, kinds, (kind) => change({ kind }))}
      ${select(
        draft.kind === 'boxes' ? 'Output with the boxes' : 'Output',
        draft.output,
        outputs.map(({ name, shape }) => [name, `${name} [${shape.join(', ')}]`] as const),
        (output) => change({ output, ...guessedFrom(named(outputs, output), draft) }),
      )}
      ${renderMeaning(draft, outputs, change)}
      ${hasClasses && count > 0 ? labelFields(draft.labels, count, undefined, (labels) => change({ labels })) : nothing}
    </fieldset>
    ${
      inspected.fixed === undefined
        ? select('Precision', draft.precision, precisions, (precision) => change({ precision }))
        : nothing
    }
  `;
}

const named = (outputs: readonly DeclaredTensor[], wanted: string): DeclaredTensor =>
  outputs.find(({ name }) => name === wanted) ?? { name: wanted, type: 'float32', shape: [] };

function tensors(title: string, list: readonly DeclaredTensor[]): TemplateResult {
  return html`<dl>
    <dt>${title}</dt>
    ${list.map(({ name, type, shape }) => html`<dd><code>${name}</code> ${type} [${shape.join(', ')}]</dd>`)}
  </dl>`;
}

function renderInput(
  { inspected, draft }: ImportState & { step: 'onnx' },
  change: (part: Partial<OnnxDraft>) => void,
): TemplateResult {
  const shape = inspected.inputs[0]?.shape ?? [];
  const [height, width] = draft.layout === 'nchw' ? [shape[2], shape[3]] : [shape[1], shape[2]];
  const channels =
    draft.channels === 'gray'
      ? ([['gray', 'brightness only']] as const)
      : ([
          ['rgb', 'red, green, blue'],
          ['bgr', 'blue, green, red (OpenCV)'],
        ] as const);
  const names = Object.entries(ranges).map(([id, { title }]) => [id as OnnxDraft['range'], title] as const);
  const side = (declared: number | string | undefined) => ({
    step: 1,
    disabled: typeof declared === 'number',
  });
  return html`
    <div class="pair">
      ${numberField('Width', draft.width, side(width), (value) => change({ width: value }))}
      ${numberField('Height', draft.height, side(height), (value) => change({ height: value }))}
      ${select('Layout', draft.layout, layouts, (layout) => change({ layout }))}
      ${select<OnnxDraft['channels']>('Channels', draft.channels, channels, (value) => change({ channels: value }))}
      ${select('Values', draft.range, names, (range) => change({ range }))}
      ${select(
        'Fitting the frame in',
        draft.fit,
        [
          ['stretch', 'stretched'],
          ['letterbox', 'whole, centred on grey'],
          ['letterbox-corner', 'whole, at the top left'],
        ] as const,
        (fit) => change({ fit }),
      )}
    </div>
    ${
      draft.range === 'other'
        ? html`<div class="pair">
              ${textField('Byte times', draft.scale, (scale) => change({ scale }))}
              ${textField('minus mean', draft.mean, (mean) => change({ mean }))}
              ${textField('by deviation', draft.std, (std) => change({ std }))}
            </div>
            <p class="hint">A value for each channel, with spaces between.</p>`
        : nothing
    }
  `;
}

function renderMeaning(
  draft: OnnxDraft,
  outputs: readonly DeclaredTensor[],
  change: (part: Partial<OnnxDraft>) => void,
): TemplateResult | typeof nothing {
  const { kind, boxes } = draft;
  const layout = select('Its layout', draft.outputLayout, layouts, (outputLayout) =>
    change({ outputLayout }),
  );
  if (kind === 'boxes')
    return renderBoxes(draft, outputs, (part) => change({ boxes: { ...boxes, ...part } }));
  if (kind === 'classes') {
    return select('Scores become shares by', draft.activation, activations, (activation) =>
      change({ activation }),
    );
  }
  if (kind !== 'alpha-matte') return html`<div class="pair">${layout}</div>`;
  return html`<div class="pair">
    ${layout}
    ${numberField('Channel of the person, from 0', draft.channel, { step: 1, min: 0 }, (channel) => change({ channel }))}
    ${select('It becomes a matte by', draft.activation, activations, (activation) => change({ activation }))}
  </div>`;
}

function renderBoxes(
  { boxes, output }: OnnxDraft,
  outputs: readonly DeclaredTensor[],
  change: (part: Partial<OnnxDraft['boxes']>) => void,
): TemplateResult {
  return html`
    <div class="pair">
      ${select(
        'Output with the scores',
        boxes.scores,
        outputs.map(({ name }) => [name, name === output ? `${name} (the same)` : name] as const),
        (scores) => change({ scores }),
      )}
      ${select(
        'A candidate is',
        boxes.rows,
        [
          ['columns', 'a column: [1, values, N]'],
          ['candidates', 'a row: [1, N, values]'],
        ] as const,
        (rows) => change({ rows }),
      )}
      ${select(
        'A box is',
        boxes.corners,
        [
          ['centre-size', 'centre, width, height'],
          ['left-top-right-bottom', 'two corners'],
        ] as const,
        (corners) => change({ corners }),
      )}
      ${select(
        'Measured in',
        boxes.unit,
        [
          ['pixels', 'pixels of the input'],
          ['fraction', 'parts of the input, 0 to 1'],
        ] as const,
        (unit) => change({ unit }),
      )}
    </div>
    ${check('A score for “anything at all” stands before the classes', boxes.objectness, (objectness) => change({ objectness }))}
  `;
}
