/** What the kiosk's end-to-end tests do with a wall. */
import { expect, type Page } from '@playwright/test';
import type { LogEntry } from '#kiosk/event-log.ts';

/** Opens a wall of this configuration. */
export async function openWall(page: Page, configuration: object): Promise<void> {
  // A pattern would fit the page's own address, too.
  const isAsked = ({ pathname }: URL) => pathname === '/kiosk/test.json';
  await page.route(isAsked, (route) => route.fulfill({ json: configuration }));
  await page.goto('/kiosk?config=/kiosk/test.json');
}

/** Resolves when the live picture is in front. */
export async function isLive(page: Page): Promise<void> {
  const front = () =>
    page.locator('vt-kiosk').evaluate((kiosk) => (kiosk as unknown as { front: string }).front);
  await expect.poll(front).toBe('live');
}

/** What the wall's log says of why things happened, and what was done: picture, reason, value, remedy. */
export function told(page: Page): Promise<string[]> {
  return page.locator('vt-kiosk').evaluate((kiosk) => {
    const { supervisor } = kiosk as unknown as { supervisor: { log: { entries: LogEntry[] } } };
    return supervisor.log.entries.map(({ picture, why, value, remedy }) =>
      [picture, why, value, remedy].filter((part) => part !== undefined).join(' '),
    );
  });
}
