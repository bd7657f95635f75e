/** PyTorch files of networks whose weights are not at hand. */
import { contiguous, type Checkpoint, type StoredTensor } from '#export/checkpoints/stored-tensor.ts';
import { GraphBuilder, type ParameterSource } from '#export/graph-builder.ts';
import type { ParameterProgram, ProgramOptions } from '#export/network-program.ts';
import { UntrainedParameters } from '#export/untrained-parameters.ts';
import { filledCheckpoint } from '#tests/golden/fill.ts';
import { readGolden, readKeys } from '#tests/golden/golden-file.ts';
import { torchTensor, torchZip, type Picklable, type TestStorage } from './pickle-writer.ts';

/** The checkpoint as torch.save writes it: float32, a storage for each tensor. */
export function torchFile(checkpoint: Checkpoint): Uint8Array {
  const storages: TestStorage[] = [];
  const dict = new Map<string, Picklable>();
  for (const [name, tensor] of checkpoint) {
    const key = `${storages.length}`;
    const storage: TestStorage = { key, type: 'float32', bytes: new Uint8Array(tensor.read().buffer) };
    storages.push(storage);
    dict.set(name, torchTensor(storage, tensor.shape, contiguous(tensor.shape).strides));
  }
  return torchZip(dict, storages);
}

/** The checkpoint of a golden file's model: every key of the original, filled as the goldens are. */
export function goldenCheckpoint(path: string): Checkpoint {
  const golden = readGolden(path);
  const keys = readKeys(path, golden);
  if (!keys) throw new Error(`${path} comes without its keys`);
  return filledCheckpoint(golden, keys);
}

/** What the network itself asks for, with filler. */
export function untrainedCheckpoint(
  program: ParameterProgram,
  options: ProgramOptions,
): Map<string, StoredTensor> {
  const filler = new UntrainedParameters(program.untrained);
  const taken = new Map<string, StoredTensor>();
  const take: ParameterSource['take'] = (key, shape) => {
    const tensor = filler.take(key, shape);
    taken.set(key, { shape, read: () => tensor.data });
    return tensor;
  };
  program.build(new GraphBuilder({ parameters: { take } }), options);
  return taken;
}
