/** The app's start: the address says which page, and only that page's code is loaded. */
import { pageAt } from './pages.ts';

const page = pageAt(location.pathname);
document.title = page.info.title;
const { open } = await page.load();
await open(document.body);
