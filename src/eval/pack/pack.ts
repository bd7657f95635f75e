import type { ResultKind } from '#core/result.ts';
import type { JudgedKind, LabelledData } from '../labelled-data.ts';

const kinds: readonly string[] = ['label-map', 'alpha-matte', 'boxes', 'density-map'] satisfies JudgedKind[];

export const isJudged = (kind: ResultKind): kind is JudgedKind => kinds.includes(kind);

export function openPack(_kind: JudgedKind): LabelledData {
  throw new Error('pack');
}
