/** `vitrine/elements/vt-look-panel`: this element alone. */
import '../app/language.ts';
export { VtLookPanel } from '../components/look-panel/vt-look-panel.ts';
export type { VtBackgroundChangeEvent } from '../events/vt-background-change.ts';
export type { VtLookChangeEvent } from '../events/vt-look-change.ts';
