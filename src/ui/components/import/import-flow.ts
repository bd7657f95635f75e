/** From a file to a model of one's own, step by step; no DOM. Fires `change`. */
import { isAbort, toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import { ModelImport, type ImportRequest } from '#session/model-import.ts';
import type { UserModel } from '#session/user-models/user-model.ts';
import type { BuildStep, DeclaredTensor, Inspected } from '#workers/export/export.api.ts';
import { checkpointDraft, checkpointRequest, type CheckpointDraft } from './checkpoint-draft.ts';
import { inputSizeOf, onnxDraft, onnxRequest, type OnnxDraft } from './onnx-draft.ts';

export type InspectedCheckpoint = Inspected & { kind: 'checkpoint' };
export type InspectedOnnx = Inspected & { kind: 'onnx' };

export type ImportState =
  | { step: 'choose' }
  | { step: 'reading'; file: File }
  | { step: 'checkpoint'; file: File; inspected: InspectedCheckpoint; draft: CheckpointDraft }
  | {
      step: 'onnx';
      file: File;
      inspected: InspectedOnnx;
      /** With the shapes that they have at the draft's size. */
      outputs: readonly DeclaredTensor[];
      draft: OnnxDraft;
    }
  | { step: 'building'; file: File; doing: BuildStep };

export class ImportFlow extends EventTarget {
  state: ImportState = { step: 'choose' };
  /** What went wrong last; the step it went wrong in is shown again. */
  error: ErrorData | undefined;
  readonly #import: ModelImport;
  #abort = new AbortController();

  constructor(modelImport = new ModelImport()) {
    super();
    this.#import = modelImport;
  }

  /** Reads a file and goes on to what has to be said about it. */
  async take(file: File): Promise<void> {
    const signal = this.#begin({ step: 'reading', file });
    try {
      const inspected = await this.#import.inspect(file, signal);
      if (signal.aborted) return;
      if (inspected.kind === 'checkpoint') {
        this.#set({ step: 'checkpoint', file, inspected, draft: checkpointDraft(file.name, inspected) });
        return;
      }
      const size = inputSizeOf(inspected);
      const outputs = await this.#import.outputsAt(file, size, size.layout, signal);
      if (signal.aborted) return;
      this.#set({ step: 'onnx', file, inspected, outputs, draft: onnxDraft(file.name, inspected, outputs) });
    } catch (error) {
      if (!signal.aborted) this.#fail(error, { step: 'choose' });
    }
  }

  changeCheckpoint(change: Partial<CheckpointDraft>): void {
    const { state } = this;
    if (state.step === 'checkpoint') this.#set({ ...state, draft: { ...state.draft, ...change } });
  }

  changeOnnx(change: Partial<OnnxDraft>): void {
    const { state } = this;
    if (state.step !== 'onnx') return;
    const draft = { ...state.draft, ...change };
    this.#set({ ...state, draft });
    const isResized = 'width' in change || 'height' in change || 'layout' in change;
    if (isResized && draft.width > 0 && draft.height > 0) void this.#resize(state.file, draft);
  }

  /** Builds and saves; undefined where it failed or was cancelled. */
  async build(): Promise<UserModel | undefined> {
    const before = this.state;
    if (before.step !== 'checkpoint' && before.step !== 'onnx') return undefined;
    const { file } = before;
    const signal = this.#begin({ step: 'building', file, doing: 'read' });
    try {
      const request: ImportRequest =
        before.step === 'checkpoint'
          ? await checkpointRequest(file, before.draft, before.inspected)
          : await onnxRequest(file, before.draft, before.inspected, before.outputs);
      const onStep = (doing: BuildStep) => this.#set({ step: 'building', file, doing });
      return await this.#import.build(request, onStep, signal);
    } catch (error) {
      // Whatever was said about the file is still there to be changed.
      this.#fail(error, before);
      return undefined;
    }
  }

  /** Stops what is under way: a build goes back to its form, reading to the choice of a file. */
  cancel(): void {
    this.#abort.abort();
    if (this.state.step === 'reading') this.#set({ step: 'choose' });
  }

  /** Back to the choice of a file; ends the worker. */
  reset(): void {
    this.#abort.abort();
    this.#import.dispose();
    this.error = undefined;
    this.#set({ step: 'choose' });
  }

  /** The shapes of the outputs follow the size; a size that does not fit is told when it is built. */
  async #resize(file: File, { width, height, layout }: OnnxDraft): Promise<void> {
    try {
      const outputs = await this.#import.outputsAt(file, { width, height }, layout, this.#abort.signal);
      const { state } = this;
      if (state.step === 'onnx' && state.file === file) this.#set({ ...state, outputs });
    } catch (error) {
      if (!isAbort(error)) this.#fail(error, this.state);
    }
  }

  #begin(state: ImportState): AbortSignal {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.error = undefined;
    this.#set(state);
    return this.#abort.signal;
  }

  #fail(error: unknown, state: ImportState): void {
    this.error = isAbort(error) ? undefined : toErrorData(error);
    this.#set(state);
  }

  #set(state: ImportState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}
