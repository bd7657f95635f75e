/** Watches what the page and its workers hold. Chromium tells isolated pages only; elsewhere nothing is watched. */

const EVERY_MS = 60_000;
const MIB = 1 << 20;

type Measure = () => Promise<{ bytes: number }>;

export function watchMemory(limitMiB: number, onAbove: (heldMiB: number) => void): void {
  const measure = (performance as { measureUserAgentSpecificMemory?: Measure })
    .measureUserAgentSpecificMemory;
  if (!measure || !crossOriginIsolated) return;
  const look = async () => {
    const { bytes } = await measure.call(performance);
    const heldMiB = Math.round(bytes / MIB);
    if (heldMiB > limitMiB) onAbove(heldMiB);
  };
  // Refused while the browser is about to close the page.
  setInterval(() => void look().catch(() => undefined), EVERY_MS);
}
