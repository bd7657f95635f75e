/** `vitrine/elements/vt-compare`: this element alone. */
import '../app/language.ts';
import '../components/progress/vt-progress.ts';
export { VtCompare } from '../components/compare/vt-compare.ts';
