/** Lazy code of each model, for workers only: the page never loads it. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { BoxDecoder } from '#core/decoder.ts';

const decoders = import.meta.glob<{ decode: BoxDecoder }>('./*/decode.ts');

/** The detector's decode function. Only families of kind `boxes` have one; the other kinds are decoded alike. */
export async function loadDecoder(family: string): Promise<BoxDecoder> {
  const load = decoders[`./${family}/decode.ts`];
  if (!load) throw new VitrineError('internal', `models/${family} has no decode.ts`);
  return (await load()).decode;
}
