/** The app's start: the address says which page, and only that page's code and that language's words are loaded. */
import { LOCALE_STATUS_EVENT } from '@lit/localize';
import { startLanguage } from './language.ts';
import { pageAt } from './pages.ts';

const page = pageAt(location.pathname);
const nameWindow = (): void => {
  document.title = page.info.title;
};
globalThis.addEventListener(LOCALE_STATUS_EVENT, nameWindow);
const [{ open, judgesItself }] = await Promise.all([page.load(), startLanguage()]);
nameWindow();
await open(document.body);
// Only where a worker keeps the page already, or it was installed: others need not load it.
const isKept = navigator.serviceWorker?.controller || matchMedia('(display-mode: standalone)').matches;
if (isKept && !judgesItself) void import('./confirm-build.ts');
