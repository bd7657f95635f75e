import { msg, str } from '@lit/localize';
import type { SessionState } from '#session/session-state.ts';
import { isUserModelId } from '#session/user-models/user-model-id.ts';
import type { ListedVariant } from '#models/catalogue.ts';
import { formatBytes, formatMs } from '../../text/format.ts';
import { engineNames } from '../../text/names.ts';

/** What the row is, what it says, and whether it is a text for machines (a name, a hash). */
export interface Fact {
  name: string;
  value: string;
  isCode?: boolean;
}

/** The truth about the model that runs; empty where none does. `isCached`: undefined where the browser does not tell. */
export function modelFacts(
  { file, report }: Pick<SessionState['model'], 'file' | 'report'>,
  variant: Pick<ListedVariant, 'licence'> | undefined,
  isCached: boolean | undefined,
): Fact[] {
  if (!file || !report) return [];
  const { licence } = variant ?? {};
  const facts: (Fact | undefined)[] = [
    { name: msg('File'), value: file.file, isCode: true },
    { name: 'SHA-256', value: file.sha256, isCode: true },
    { name: msg('Size'), value: formatBytes(file.bytes) },
    licence && { name: msg('Licence'), value: msg(str`code ${licence.code}, weights ${licence.weights}`) },
    { name: msg('Kept'), value: whereKept(file.model, isCached) },
    { name: msg('Engine'), value: engineNames[report.engine].short },
    { name: msg('Precision'), value: report.precision },
    report.threads > 0 ? { name: msg('Threads granted'), value: String(report.threads) } : undefined,
    { name: msg('Graph capture'), value: report.graphCapture ? msg('on') : msg('off') },
    { name: msg('Opened in'), value: `${formatMs(report.sessionCreateMs)} ms` },
  ];
  return facts.filter((fact) => fact !== undefined);
}

function whereKept(model: string, isCached: boolean | undefined): string {
  if (isUserModelId(model)) return msg('in this browser’s storage');
  if (isCached === undefined) return msg('the browser does not tell');
  return isCached ? msg('in the browser’s cache') : msg('not kept: the next visit loads it again');
}
