/** What a family's network.ts exports as `program`. The type lives beside the exporter, which must not import models. */
export type {
  GraphProgram,
  NetworkProgram,
  ParameterProgram,
  ProgramConfig,
  ProgramOptions,
} from '#export/network-program.ts';
