/** `vitrine/elements/vt-steps`: this element alone. */
import '../app/language.ts';
export { VtSteps } from '../components/steps/vt-steps.ts';
