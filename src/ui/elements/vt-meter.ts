/** `vitrine/elements/vt-meter`: this element alone. */
import '../app/language.ts';
export { VtMeter } from '../components/meter/vt-meter.ts';
