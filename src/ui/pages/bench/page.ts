/** The bench's start: what the address holds is opened, and a run that a reload broke off is offered. */
import { Journal } from '#bench/journal.ts';
import { Desk } from './desk.ts';
import './vt-bench.ts';

export async function open(place: HTMLElement): Promise<void> {
  const desk = new Desk(new Journal());
  const bench = document.createElement('vt-bench');
  bench.desk = desk;
  place.append(bench);
  globalThis.addEventListener('hashchange', () => void desk.openFragment(location.hash));
  await desk.openFragment(location.hash);
  await desk.look();
}
