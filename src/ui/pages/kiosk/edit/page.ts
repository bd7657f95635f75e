/** The editor of kiosk configurations: begins with what the address holds or names, else with the demonstration. */
import { msg, str } from '@lit/localize';
import { catalogue } from '#models/catalogue.ts';
import { Catalog } from '../../../app/catalog.ts';
import '../../../components/masthead/vt-masthead.ts';
import { configurationIn, openLink } from '../configuration-link.ts';
import './vt-kiosk-edit.ts';
import type { ModelChoice } from './render-field.ts';
import type { SchemaNode } from './schema-node.ts';

export async function open(place: HTMLElement): Promise<void> {
  const editor = document.createElement('vt-kiosk-edit');
  place.append(document.createElement('vt-masthead'), editor);
  const path = new URLSearchParams(location.search).get('config') ?? '/kiosk/demo.json';
  const [schema, text] = await Promise.allSettled([
    fetchText('/kiosk/configuration.schema.json'),
    configurationIn(location.hash) ? openLink(location.hash) : fetchText(path),
  ]);
  // Without the schema there is no form; the text can be edited all the same.
  if (schema.status === 'fulfilled') editor.schema = JSON.parse(schema.value) as SchemaNode;
  if (text.status === 'fulfilled') editor.text = text.value;
  else editor.said = text.reason instanceof Error ? text.reason.message : String(text.reason);
  editor.models = await knownModels();
}

async function knownModels(): Promise<ModelChoice[]> {
  const catalog = new Catalog();
  await catalog.loaded();
  const here = new Set(catalog.files.map(({ model }) => model));
  return catalogue.map(({ id, title }) => ({ id, title, isHere: here.has(id) }));
}

async function fetchText(path: string): Promise<string> {
  const url = new URL(path, location.href);
  if (url.origin !== location.origin) throw new Error(msg(str`${path} is not on this site.`));
  const response = await fetch(url, { cache: 'no-cache' });
  if (!response.ok) throw new Error(msg(str`${path}: the server answered ${response.status}.`));
  return response.text();
}
