/** Evaluation: a model on labelled pictures, on this machine. */
import { catalogue } from '#models/catalogue.ts';
import { Catalog } from '../../app/catalog.ts';
import '../../components/masthead/vt-masthead.ts';
import './vt-evaluate.ts';

export async function open(place: HTMLElement): Promise<void> {
  const catalog = new Catalog();
  const element = document.createElement('vt-evaluate');
  place.append(document.createElement('vt-masthead'), element);
  await catalog.load();
  element.models = catalogue;
  element.files = catalog.files;
  element.error = catalog.error;
}
