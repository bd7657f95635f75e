/** The operator's view of the wall that runs in this browser. */
import '../../../components/masthead/vt-masthead.ts';
import { keptPin } from '../kept-pin.ts';
import './vt-kiosk-status.ts';

export function open(place: HTMLElement): void {
  const status = document.createElement('vt-kiosk-status');
  status.pin = keptPin();
  place.append(document.createElement('vt-masthead'), status);
}
