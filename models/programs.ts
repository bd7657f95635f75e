/** Lazy network programs, for the export worker only: nothing else on the page needs to know how a network is built. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { NetworkProgram } from './network-program.ts';

const networks = import.meta.glob<{ program: NetworkProgram }>('./*/network.ts');

export async function loadProgram(family: string): Promise<NetworkProgram> {
  const load = networks[`./${family}/network.ts`];
  if (!load) throw new VitrineError('internal', `models/${family} has no network.ts`);
  return (await load()).program;
}
