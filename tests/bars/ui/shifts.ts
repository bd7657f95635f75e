/** What moves by itself while pages load, and while a model is loaded and runs. */
import type { Browser, Page } from 'playwright';
import { appPages, isLive, ON_WASM, openProfile, type AppPage } from '#tests/helpers/app-pages.ts';

/** A laptop, and a phone held upright, where less fits and more lines break. */
const viewports = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
];

/** A model takes this long to settle: its meter's figures, its classes, its readout have all been seen by then. */
const RUN_MS = 8000;

interface Shift {
  value: number;
  /** What moved, and from where to where. */
  what: string;
}

/** Before anything else runs in a page. */
function observe(): void {
  const kept = window as unknown as { shifts: Shift[] };
  kept.shifts = [];
  interface Entry extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
    sources: { node?: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
  }
  const place = ({ x, y, width, height }: DOMRectReadOnly) =>
    `${width.toFixed(0)}x${height.toFixed(0)} at ${x.toFixed(0)},${y.toFixed(0)}`;
  const nameOf = (element: Element): string => {
    const root = element.getRootNode();
    const own = [element.localName, ...element.classList].join('.');
    return root instanceof ShadowRoot ? `${root.host.localName} ${own}` : own;
  };
  // Nodes in shadows are not told. They are found by where they now begin: their ends can be cut off.
  const inShadow = (there: DOMRectReadOnly, root: ParentNode = document): string | undefined => {
    for (const element of root.querySelectorAll('*')) {
      const { left, top, right } = element.getBoundingClientRect();
      const distances = [left - there.left, top - there.top, right - there.right];
      if (distances.every((distance) => Math.abs(distance) < 2)) return nameOf(element);
      const within = element.shadowRoot && inShadow(there, element.shadowRoot);
      if (within) return within;
    }
    return undefined;
  };
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Entry[]) {
      if (hadRecentInput) continue;
      const what = sources.map(
        ({ node, previousRect, currentRect }) =>
          `${node?.nodeName.toLowerCase() ?? inShadow(currentRect) ?? 'in a shadow'} ${place(previousRect)} to ${place(currentRect)}`,
      );
      kept.shifts.push({ value, what: what.join('; ') });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** A person who starts a model from the first page: what happens after the press is nobody's input any more. */
const started: AppPage = {
  name: 'started by a person',
  path: `/?${ON_WASM.replace('source=scene&', '')}&task=matting&model=selfie-segmentation`,
  async ready(page) {
    await page.locator('vt-welcome').getByRole('button', { name: 'Built-in scene' }).click();
    await isLive(page);
  },
};

export interface PageShift {
  page: string;
  shift: number;
  moved: string[];
}

export async function watchShifts(
  browser: Browser,
  url: string,
  names: readonly string[] | undefined,
): Promise<PageShift[]> {
  const shifts: PageShift[] = [];
  for (const viewport of viewports) {
    for (const each of [...appPages, started]) {
      if (names && !names.includes(each.name)) continue;
      const page = await openProfile(browser, { viewport });
      try {
        const found = await watch(page, url, each);
        const shift = found.reduce((sum, { value }) => sum + value, 0);
        const moved = found.map(({ value, what }) => `${value.toFixed(4)} ${what}`);
        shifts.push({ page: `${each.name} at ${viewport.width} px`, shift, moved });
        console.log(`  layout shift ${shift.toFixed(4)}  ${shifts.at(-1)!.page}`);
        for (const line of moved) console.log(`    ${line}`);
        if (each.name === 'welcome' && !(await seesShifts(page)))
          throw new Error('a page that moved was not noticed');
      } finally {
        await page.context().close();
      }
    }
  }
  return shifts;
}

async function watch(page: Page, url: string, { name, path, ready }: AppPage): Promise<Shift[]> {
  await page.addInitScript(observe);
  await page.goto(`${url}${path}`);
  await ready(page);
  await page.waitForTimeout(path.includes('scene') || name === started.name ? RUN_MS : 1500);
  return shiftsOf(page);
}

function shiftsOf(page: Page): Promise<Shift[]> {
  return page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
}

/** Whether this browser tells of shifts: everything is moved down on purpose. */
async function seesShifts(page: Page): Promise<boolean> {
  const before = (await shiftsOf(page)).length;
  await page.evaluate(() => (document.body.style.paddingTop = '100px'));
  await page.waitForTimeout(1000);
  return (await shiftsOf(page)).length > before;
}
