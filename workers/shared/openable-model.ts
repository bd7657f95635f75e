import type { ModelFile } from '#core/io-spec.ts';

/** A file and its bytes, which the engine that opens it owns. */
export interface OpenableModel {
  bytes: Uint8Array;
  file: ModelFile;
}
