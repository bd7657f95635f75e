/** The contract between the page and the export worker. Types only: this is all that crosses. */
import type { Size } from '#core/geometry.ts';
import type { InputSpec, OutputSpec } from '#core/io-spec.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { ResultKind, Task } from '#core/result.ts';
import type { UserModel } from '#session/user-models/user-model.ts';

/** How a checkpoint fits one variant of a family. */
export interface Guess {
  family: string;
  variant: string;
  /** Keys that agree ÷ all keys of both; 1 is a strict fit, and only that can be built. */
  score: number;
  matched: number;
  missing: number;
  misshapen: number;
  unexpected: number;
  /** Read off the head's shape; undefined where the network has no such setting. */
  classes: number | undefined;
  /** What the input's sides must be multiples of. */
  sizeMultiple: number;
}

/** An input or output as the file declares it; a side that is open there is a string. */
export interface DeclaredTensor {
  name: string;
  type: string;
  shape: readonly (number | string)[];
}

export type Inspected =
  /** `guesses`: the best first, one for each variant that a checkpoint can be loaded into. */
  | { kind: 'checkpoint'; tensors: number; elements: number; guesses: Guess[] }
  | {
      kind: 'onnx';
      inputs: readonly DeclaredTensor[];
      outputs: readonly DeclaredTensor[];
      nodes: number;
      /** Why the graph cannot be made anew for a size of one's choice; it then runs only as it is. */
      fixed: string | undefined;
    };

interface Common {
  file: File;
  /** Of the user model to be made. */
  id: string;
  title: string;
  precision: 'fp32' | 'fp16';
  size: Size;
  /** Undefined: the family's own where they are as many as the classes, else numbers. */
  labels: readonly ClassLabel[] | undefined;
}

export interface CheckpointRequest extends Common {
  kind: 'checkpoint';
  family: string;
  variant: string;
  classes: number | undefined;
}

/** How an unknown detector lists what it found; rows of [1,N,columns] or columns of [1,columns,N]. */
export interface BoxForm {
  /** Names of the outputs with boxes and with scores; one and the same where each row has both. */
  boxes: string;
  scores: string;
  rows: 'candidates' | 'columns';
  corners: 'centre-size' | 'left-top-right-bottom';
  unit: 'pixels' | 'fraction';
  /** True where a score for "anything at all" stands before those of the classes and multiplies them. */
  objectness: boolean;
}

/** What the result of a file of unknown origin means. */
export type Meaning =
  { kind: Exclude<ResultKind, 'boxes'>; output: OutputSpec } | { kind: 'boxes'; form: BoxForm };

export interface OnnxRequest extends Common {
  kind: 'onnx';
  task: Task;
  input: InputSpec;
  meaning: Meaning;
}

export type BuildRequest = CheckpointRequest | OnnxRequest;

/** What is being done; in this order. */
export type BuildStep = 'read' | 'build' | 'write' | 'save';

export interface ExportApi {
  inspect(file: File): Promise<Inspected>;
  /** What each output's shape is at `size`; for the wizard, before anything is built. */
  outputsAt(file: File, size: Size, layout: InputSpec['layout']): Promise<DeclaredTensor[]>;
  /** Builds, checks and saves a user model. */
  build(request: BuildRequest, onStep: (step: BuildStep) => void): Promise<UserModel>;
}
