/** `vitrine/elements/vt-machine`: this element alone. */
import '../app/language.ts';
export { VtMachine } from '../components/machine/vt-machine.ts';
