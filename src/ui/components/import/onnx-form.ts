import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeclaredTensor } from '#workers/export/export.api.ts';
import { check, labelFields, numberField, precisions, select, textField } from './fields.ts';
import type { ImportFlow, ImportState } from './import-flow.ts';
import { classCount, guessedFrom, ranges, type OnnxDraft } from './onnx-draft.ts';

const kinds = () =>
  [
    ['label-map', msg('A class for every pixel')],
    ['alpha-matte', msg('A person cut out (matte)')],
    ['boxes', msg('Boxes around objects')],
    ['density-map', msg('A density to count by')],
    ['classes', msg('A class for the whole picture')],
    ['picture', msg('A new picture')],
  ] as const;
const layouts = () =>
  [
    ['nchw', msg('channels first (NCHW)')],
    ['nhwc', msg('channels last (NHWC)')],
  ] as const;
const activations = () =>
  [
    ['none', msg('it is 0 to 1 already')],
    ['sigmoid', msg('sigmoid')],
    ['softmax', msg('softmax over the channels')],
  ] as const;

/** What an ONNX file of unknown origin does not say about itself. */
export function renderOnnx(flow: ImportFlow, state: ImportState & { step: 'onnx' }): TemplateResult {
  const { file, inspected, outputs, draft } = state;
  const change = (part: Partial<OnnxDraft>) => flow.changeOnnx(part);
  const count = classCount(draft, outputs);
  const hasClasses = draft.kind === 'label-map' || draft.kind === 'boxes' || draft.kind === 'classes';
  return html`
    <p class="hint">
      ${msg(str`${file.name} is a graph of ${inspected.nodes} operators. Only you know what it was trained for.`)}
    </p>
    ${tensors(msg('What goes in'), inspected.inputs)} ${tensors(msg('What comes out'), outputs)}
    ${inspected.fixed === undefined ? nothing : html`<p class="hint caution">${msg(str`It runs only as it is: ${inspected.fixed}.`)}</p>`}
    ${textField(msg('Name'), draft.title, (title) => change({ title }))}
    <fieldset>
      <legend>${msg('The picture going in')}</legend>
      ${renderInput(state, change)}
    </fieldset>
    <fieldset>
      <legend>${msg('The result')}</legend>
      ${select(msg('It is'), draft.kind, kinds(), (kind) => change({ kind }))}
      ${select(
        draft.kind === 'boxes' ? msg('Output with the boxes') : msg('Output'),
        draft.output,
        outputs.map(({ name, shape }) => [name, `${name} [${shape.join(', ')}]`] as const),
        (output) => change({ output, ...guessedFrom(named(outputs, output), draft) }),
      )}
      ${renderMeaning(draft, outputs, change)}
      ${hasClasses && count > 0 ? labelFields(draft.labels, count, undefined, (labels) => change({ labels })) : nothing}
    </fieldset>
    ${
      inspected.fixed === undefined
        ? select(msg('Precision'), draft.precision, precisions(), (precision) => change({ precision }))
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
      ? ([['gray', msg('brightness only')]] as const)
      : ([
          ['rgb', msg('red, green, blue')],
          ['bgr', msg('blue, green, red (OpenCV)')],
        ] as const);
  const names = Object.entries(ranges).map(([id, { title }]) => [id as OnnxDraft['range'], title()] as const);
  const side = (declared: number | string | undefined) => ({
    step: 1,
    disabled: typeof declared === 'number',
  });
  return html`
    <div class="pair">
      ${numberField(msg('Width'), draft.width, side(width), (value) => change({ width: value }))}
      ${numberField(msg('Height'), draft.height, side(height), (value) => change({ height: value }))}
      ${select(msg('Layout'), draft.layout, layouts(), (layout) => change({ layout }))}
      ${select<OnnxDraft['channels']>(msg('Channels'), draft.channels, channels, (value) => change({ channels: value }))}
      ${select(msg('Values'), draft.range, names, (range) => change({ range }))}
      ${select(
        msg('Fitting the frame in'),
        draft.fit,
        [
          ['stretch', msg('stretched')],
          ['letterbox', msg('whole, centred on grey')],
          ['letterbox-corner', msg('whole, at the top left')],
        ] as const,
        (fit) => change({ fit }),
      )}
    </div>
    ${
      draft.range === 'other'
        ? html`<div class="pair">
              ${textField(msg('Byte times'), draft.scale, (scale) => change({ scale }))}
              ${textField(msg('minus mean'), draft.mean, (mean) => change({ mean }))}
              ${textField(msg('by deviation'), draft.std, (std) => change({ std }))}
            </div>
            <p class="hint">${msg('A value for each channel, with spaces between.')}</p>`
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
  const layout = select(msg('Its layout'), draft.outputLayout, layouts(), (outputLayout) =>
    change({ outputLayout }),
  );
  if (kind === 'boxes')
    return renderBoxes(draft, outputs, (part) => change({ boxes: { ...boxes, ...part } }));
  if (kind === 'classes') {
    return select(msg('Scores become shares by'), draft.activation, activations(), (activation) =>
      change({ activation }),
    );
  }
  if (kind !== 'alpha-matte') return html`<div class="pair">${layout}</div>`;
  return html`<div class="pair">
    ${layout}
    ${numberField(msg('Channel of the person, from 0'), draft.channel, { step: 1, min: 0 }, (channel) => change({ channel }))}
    ${select(msg('It becomes a matte by'), draft.activation, activations(), (activation) => change({ activation }))}
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
        msg('Output with the scores'),
        boxes.scores,
        outputs.map(({ name }) => [name, name === output ? msg(str`${name} (the same)`) : name] as const),
        (scores) => change({ scores }),
      )}
      ${select(
        msg('A candidate is'),
        boxes.rows,
        [
          ['columns', msg('a column: [1, values, N]')],
          ['candidates', msg('a row: [1, N, values]')],
        ] as const,
        (rows) => change({ rows }),
      )}
      ${select(
        msg('A box is'),
        boxes.corners,
        [
          ['centre-size', msg('centre, width, height')],
          ['left-top-right-bottom', msg('two corners')],
        ] as const,
        (corners) => change({ corners }),
      )}
      ${select(
        msg('Measured in'),
        boxes.unit,
        [
          ['pixels', msg('pixels of the input')],
          ['fraction', msg('parts of the input, 0 to 1')],
        ] as const,
        (unit) => change({ unit }),
      )}
    </div>
    ${check(msg('A score for “anything at all” stands before the classes'), boxes.objectness, (objectness) => change({ objectness }))}
  `;
}
