/** The contract between the page and the worker of one evaluation. Types only: this is all that crosses. */
import type { ModelFile } from '#core/io-spec.ts';
import type { Report } from '#eval/report.ts';

export interface DroppedFile {
  /** Below the folder that was dropped, with `/` between names. */
  path: string;
  file: File;
}

export interface EvaluationRequest {
  model: ModelFile;
  /** The pack of rendered pictures, or a labelled folder. */
  data: 'pack' | readonly DroppedFile[];
  /** The first so many pictures only. */
  limit?: number;
  /** How many of the worst are painted. */
  worst: number;
  threads: number;
}

export interface EvaluationResult {
  report: Report;
  /** PNG: picture, truth and result side by side, in the order of `report.worst`. */
  pictures: Blob[];
}

export interface EvaluationApi {
  run(
    request: EvaluationRequest,
    onProgress: (done: number, total: number) => void,
  ): Promise<EvaluationResult>;
}
