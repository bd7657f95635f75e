/**
 * `vitrine/elements` where there is no browser (Node, rendering on a server): data is there, elements are not defined, and
 * what needs a browser says so when it is called, not when it is imported.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type * as inBrowser from './elements.ts';

export { catalogue } from '#models/catalogue.ts';
export { defaultLook } from '#core/look.ts';
export { allLocales as languages } from '../locales/codes.ts';

export const startLanguage: typeof inBrowser.startLanguage = needsBrowser('startLanguage');
export const createSession: typeof inBrowser.createSession = needsBrowser('createSession');
export const completeSettings: typeof inBrowser.completeSettings = needsBrowser('completeSettings');
export const describeModel: typeof inBrowser.describeModel = needsBrowser('describeModel');
export const VtCompare = undefined;
export const VtLegend = undefined;
export const VtLookPanel = undefined;
export const VtMachine = undefined;
export const VtMeter = undefined;
export const VtStage = undefined;
export const VtSteps = undefined;

function needsBrowser(name: string): () => never {
  return () => {
    throw new VitrineError('unsupported', `${name} of vitrine/elements needs a browser: call it there only.`);
  };
}
