/** Which configuration of a network a checkpoint is of, by its keys and shapes alone. */
import type { Size } from '#core/geometry.ts';
import type { Checkpoint } from './checkpoints/stored-tensor.ts';
import { GraphBuilder } from './graph-builder.ts';
import type { ParameterProgram, ProgramConfig } from './network-program.ts';
import { StrictParameters } from './strict-parameters.ts';
import { sizeOf } from './tensor-data.ts';

/** How many keys are missing, misshapen or left over: 0 where the checkpoint is one of that configuration. */
export function misfits(
  program: ParameterProgram,
  checkpoint: Checkpoint,
  config: ProgramConfig,
  size: Size,
): number {
  const parameters = new StrictParameters(shapesOf(checkpoint));
  program.build(new GraphBuilder({ parameters }), { size, config });
  return parameters.misfits((key) => program.isUnused?.(key, config) ?? false);
}

/** The index of the configuration that fits best; the first of several equal ones. */
export function bestFit(
  program: ParameterProgram,
  checkpoint: Checkpoint,
  configs: readonly ProgramConfig[],
  size: Size,
): number {
  const counts = configs.map((config) => misfits(program, checkpoint, config, size));
  return counts.indexOf(Math.min(...counts));
}

/** The checkpoint with zeros for values, which nobody will look at. */
const shapesOf = (checkpoint: Checkpoint): Checkpoint =>
  new Map(
    [...checkpoint].map(([key, { shape }]) => [key, { shape, read: () => new Float32Array(sizeOf(shape)) }]),
  );
