/** What is said of models whose weights are filler: they run as fast as trained ones, and what they say means nothing. */
import { msg } from '@lit/localize';
import type { ListedVariant } from '#models/catalogue.ts';

/** Must stand wherever such a model, its figures or its results are shown. */
export const untrainedMark = (): string => msg('untrained: speed only');

type Sourced = Pick<ListedVariant, 'source' | 'params'>;

export const isUntrained = ({ source }: Sourced): boolean => source.from === 'untrained';

const BYTES_PER_PARAMETER = 4;

/** What is to be downloaded; for filler, what it takes in fp32. */
export const weightBytes = ({ source, params }: Sourced): number =>
  source.bytes ?? BYTES_PER_PARAMETER * params;
