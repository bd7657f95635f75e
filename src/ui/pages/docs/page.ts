/** The documentation: a guide, a card for each model, and what is inside. */
import '../../components/masthead/vt-masthead.ts';
import './vt-docs.ts';

export function open(place: HTMLElement): void {
  place.append(document.createElement('vt-masthead'), document.createElement('vt-docs'));
}
