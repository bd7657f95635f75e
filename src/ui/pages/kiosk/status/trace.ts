import { SLOT_MS, type Slot } from '#kiosk/history.ts';

/** A line over time in a box of 0..1000 × 0..100, broken where nothing was measured. */
export interface Trace {
  /** SVG path data; empty where there is nothing to show. */
  path: string;
  /** What the upper edge stands for. */
  top: number;
}

/** @param slots the oldest first. @param fromMs, toMs wall clock. */
export function traceOf(
  slots: readonly Slot[],
  figure: 'fps' | 'p95Ms',
  fromMs: number,
  toMs: number,
): Trace {
  const shown = slots.filter(({ slot }) => slot * SLOT_MS >= fromMs && slot * SLOT_MS <= toMs);
  const top = Math.max(0, ...shown.map((slot) => slot[figure] ?? 0));
  let path = '';
  let former: number | undefined;
  for (const slot of shown) {
    const value = slot[figure];
    if (value === undefined) continue;
    const x = ((slot.slot * SLOT_MS - fromMs) / (toMs - fromMs)) * 1000;
    const y = top > 0 ? 100 - (value / top) * 100 : 100;
    const isGap = former === undefined || slot.slot - former > 1;
    // A lone point is drawn by a line of no length with round ends.
    path += isGap ? `M${x.toFixed(1)} ${y.toFixed(1)}h0` : `L${x.toFixed(1)} ${y.toFixed(1)}`;
    former = slot.slot;
  }
  return { path, top };
}
