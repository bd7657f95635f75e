/** What the page itself can tell of browser, screen and power. */
import type { Machine } from './machine.ts';

interface HighEntropy {
  brands: { brand: string; version: string }[];
  platform: string;
  getHighEntropyValues(hints: string[]): Promise<{
    platformVersion?: string;
    architecture?: string;
    fullVersionList?: { brand: string; version: string }[];
  }>;
}

type Told = Pick<Machine, 'browser' | 'os' | 'memoryGiB' | 'screenHz' | 'power'>;

export async function describeBrowser(): Promise<Told> {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  const [names, screenHz, power] = await Promise.all([namesOf(), screenRate(), powerOf()]);
  return {
    ...names,
    ...(deviceMemory === undefined ? {} : { memoryGiB: deviceMemory }),
    ...(screenHz === undefined ? {} : { screenHz }),
    ...(power === undefined ? {} : { power }),
  };
}

/** Client hints where there are any; elsewhere the user-agent string, which is all that others tell. */
async function namesOf(): Promise<{ browser: string; os: string }> {
  const { userAgentData: data } = navigator as { userAgentData?: HighEntropy };
  if (!data) return { browser: navigator.userAgent, os: /\(([^)]+)\)/.exec(navigator.userAgent)?.[1] ?? '' };
  const hints = await data.getHighEntropyValues(['fullVersionList', 'platformVersion', 'architecture']);
  const brands = (hints.fullVersionList ?? data.brands).filter(({ brand }) => !/not.?a.?brand/i.test(brand));
  return {
    browser: brands.map(({ brand, version }) => `${brand} ${version}`).join(', '),
    os: [data.platform, hints.platformVersion, hints.architecture].filter(Boolean).join(' '),
  };
}

const FRAMES = 20;

/** Of the page's own animation frames; undefined in a hidden tab, which has none. */
function screenRate(): Promise<number | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), 2_000);
    const stamps: number[] = [];
    const step = (atMs: number): void => {
      stamps.push(atMs);
      if (stamps.length <= FRAMES) return void requestAnimationFrame(step);
      clearTimeout(timer);
      resolve(Math.round((1000 * FRAMES) / (stamps.at(-1)! - stamps[0]!)));
    };
    requestAnimationFrame(step);
  });
}

async function powerOf(): Promise<Machine['power']> {
  const { getBattery } = navigator as { getBattery?: () => Promise<{ charging: boolean; level: number }> };
  try {
    const battery = await getBattery?.call(navigator);
    return battery && { charging: battery.charging, level: battery.level };
  } catch {
    return undefined;
  }
}
