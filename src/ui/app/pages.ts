/** The app's pages, found by folder: `src/ui/pages/kiosk/edit/page.ts` is served as `/kiosk/edit`. */
import type { PageInfo, PageModule } from './page.ts';

const FIRST = 'studio';
const infos = import.meta.glob<PageInfo>('../pages/**/info.ts', { eager: true, import: 'info' });
const modules = import.meta.glob<PageModule>('../pages/**/page.ts');

export interface Page {
  readonly path: string;
  readonly info: PageInfo;
  load(): Promise<PageModule>;
}

const pages: readonly Page[] = Object.entries(infos).flatMap(([file, info]) => {
  const name = file.slice('../pages/'.length, -'/info.ts'.length);
  const load = modules[`../pages/${name}/page.ts`];
  return load ? [{ path: name === FIRST ? '/' : `/${name}`, info, load }] : [];
});

/** The page at an address's path; an unknown path is the first page, as a single-page host serves it. */
export function pageAt(pathname: string): Page {
  const path = pathname.replace(/(\/index\.html|\/)$/, '') || '/';
  const page = pages.find((one) => one.path === path) ?? pages.find((one) => one.path === '/');
  if (!page) throw new Error(`No page at ${pathname}.`);
  return page;
}

/** Pages with a place among the links, in order. */
export const linkedPages: readonly Page[] = pages
  .filter(({ info }) => info.order !== undefined)
  .sort((a, b) => (a.info.order ?? 0) - (b.info.order ?? 0));
