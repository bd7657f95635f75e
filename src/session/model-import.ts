/** From a file that a person brings to a user model, by the export worker; nothing is left of what fails or is cancelled. */
import type { Size } from '#core/geometry.ts';
import type { InputSpec } from '#core/io-spec.ts';
import { ExportClient } from '#workers/export/export.client.ts';
import type {
  CheckpointRequest,
  BuildStep,
  DeclaredTensor,
  Inspected,
  OnnxRequest,
} from '#workers/export/export.api.ts';
import { deleteUserModel } from './user-models/store.ts';
import type { UserModel } from './user-models/user-model.ts';
import { newUserModelId } from './user-models/user-model-id.ts';

/** What a person has to say; the id is made here. */
export type ImportRequest = Omit<CheckpointRequest, 'id'> | Omit<OnnxRequest, 'id'>;

export class ModelImport {
  readonly #client: ExportClient;

  constructor(client = new ExportClient()) {
    this.#client = client;
  }

  inspect(file: File, signal: AbortSignal): Promise<Inspected> {
    return this.#client.inspect(file, signal);
  }

  outputsAt(
    file: File,
    size: Size,
    layout: InputSpec['layout'],
    signal: AbortSignal,
  ): Promise<DeclaredTensor[]> {
    return this.#client.outputsAt(file, size, layout, signal);
  }

  async build(
    request: ImportRequest,
    onStep: (step: BuildStep) => void,
    signal: AbortSignal,
  ): Promise<UserModel> {
    const id = newUserModelId(request.title);
    try {
      return await this.#client.build({ ...request, id }, onStep, signal);
    } catch (error) {
      await deleteUserModel(id).catch(() => undefined);
      throw error;
    }
  }

  /** Ends the worker. */
  dispose(): void {
    this.#client.terminate();
  }
}
