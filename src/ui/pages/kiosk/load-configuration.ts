/** The configuration that the address names, or the last one that ran where that cannot be had. */
import { msg, str } from '@lit/localize';
import { toErrorData } from '#core/errors/vitrine-error.ts';
import type { ConfigurationFault } from '#kiosk/configuration-fault.ts';
import type { Configuration } from '#kiosk/configuration.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';
import { configurationIn, openLink } from './configuration-link.ts';
import { keptConfiguration } from './kept.ts';

/** A server that does not answer in this time is taken as gone (guessed). */
const LIMIT_MS = 10_000;

export type LoadedConfiguration =
  | { status: 'ready'; configuration: Configuration }
  | { status: 'refused'; name: string; faults: readonly ConfigurationFault[] }
  /** Nothing was asked for, or it cannot be had and none ran before. */
  | { status: 'none'; reason: string | undefined };

/** A link's configuration is not kept: it may come from anyone, and would take the PIN along. */
export async function loadConfiguration(query: string, fragment: string): Promise<LoadedConfiguration> {
  if (configurationIn(fragment)) return fromLink(fragment);
  const path = new URLSearchParams(query).get('config');
  const text = path === null ? undefined : await fetchText(path);
  if (text !== undefined) return take(text, path ?? '');
  const kept = keptConfiguration.load();
  if (kept !== undefined) return take(kept, msg('The last configuration'));
  return { status: 'none', reason: path === null ? undefined : msg(str`${path} cannot be loaded.`) };
}

async function fromLink(fragment: string): Promise<LoadedConfiguration> {
  try {
    const read = readConfiguration(await openLink(fragment));
    if (read.ok) return { status: 'ready', configuration: read.configuration };
    return { status: 'refused', name: msg('The link'), faults: read.faults };
  } catch (error) {
    return { status: 'none', reason: toErrorData(error).message };
  }
}

/** Kept only when it is valid, so that a broken edit does not take the place of what works. */
export function take(text: string, name: string): LoadedConfiguration {
  const read = readConfiguration(text);
  if (!read.ok) return { status: 'refused', name, faults: read.faults };
  keptConfiguration.save(text);
  return { status: 'ready', configuration: read.configuration };
}

/** Undefined where it cannot be had; other origins are not asked at all. */
async function fetchText(path: string): Promise<string | undefined> {
  try {
    const url = new URL(path, location.href);
    if (url.origin !== location.origin) return undefined;
    const response = await fetch(url, { cache: 'no-cache', signal: AbortSignal.timeout(LIMIT_MS) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
