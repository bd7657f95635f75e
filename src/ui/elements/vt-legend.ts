/** `vitrine/elements/vt-legend`: this element alone. */
import '../app/language.ts';
export { VtLegend } from '../components/legend/vt-legend.ts';
export type { VtLookChangeEvent } from '../events/vt-look-change.ts';
