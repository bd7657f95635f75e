/** Whether the guide is due: on a person's first visit, or where the address asks for it (`?guide=1`). */
import { guideWasSeen } from './remembered.ts';

export function guideIsDue(): boolean {
  const asked = new URLSearchParams(location.search).get('guide');
  if (asked !== null) return asked === '1';
  // Programs that drive the page have read the manual.
  return !navigator.webdriver && !guideWasSeen();
}
