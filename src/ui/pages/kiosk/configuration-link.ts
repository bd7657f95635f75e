/** A configuration as the fragment of an address. */
import { foldText, unfoldText } from '#session/fold-text.ts';

/** As read-configuration.ts has it. */
const MOST_BYTES = 1_000_000;

export function configurationIn(fragment: string): string | undefined {
  return /^#config=([A-Za-z0-9_-]+)$/.exec(fragment)?.[1];
}

export async function configurationLink(text: string): Promise<string> {
  return `#config=${await foldText(text)}`;
}

/** Its JSON text. Throws VitrineError in plain words. */
export function openLink(fragment: string): Promise<string> {
  return unfoldText(configurationIn(fragment) ?? '', MOST_BYTES);
}
