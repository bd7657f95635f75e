/** The editor of kiosk configurations: begins with what the address holds or names, else with the demonstration. */
import { msg, str } from '@lit/localize';
import '../../../components/masthead/vt-masthead.ts';
import { configurationIn, openLink } from '../configuration-link.ts';
import './vt-kiosk-edit.ts';
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
}

async function fetchText(path: string): Promise<string> {
  const url = new URL(path, location.href);
  if (url.origin !== location.origin) throw new Error(msg(str`${path} is not on this site.`));
  const response = await fetch(url, { cache: 'no-cache' });
  if (!response.ok) throw new Error(msg(str`${path}: the server answered ${response.status}.`));
  return response.text();
}
