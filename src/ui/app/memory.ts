/** What the page takes of the machine's memory, as far as the browser and the worker tell. */
import type { Session } from '#session/session-state.ts';

export interface MemoryUse {
  /** Page and workers together; undefined where the browser does not tell (only isolated pages of Chromium do). */
  pageBytes: number | undefined;
  gpuBufferBytes: number;
  gpuTextureBytes: number;
}

/** Only in some browsers. */
interface MeasuringPerformance extends Performance {
  measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
}

/** May take some seconds: browsers measure when they collect garbage. */
export async function measureMemory(session: Session): Promise<MemoryUse> {
  const measuring = performance as MeasuringPerformance;
  const [page, { gpuBufferBytes, gpuTextureBytes }] = await Promise.all([
    measuring.measureUserAgentSpecificMemory?.().catch(() => undefined),
    session.resources(),
  ]);
  return { pageBytes: page?.bytes, gpuBufferBytes, gpuTextureBytes };
}
