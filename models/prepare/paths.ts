/** Where things lie. Everything derived can be deleted: it is made again. */
import { resolve, join } from 'node:path';

export const rootFolder = resolve(import.meta.dirname, '../..');
export const familiesFolder = join(rootFolder, 'models');
export const exporterFolder = join(rootFolder, 'src/export');

/** What the server serves below /models/. */
export const outputFolder = join(rootFolder, 'public/models');

/** Downloads and the record of what was made. VITRINE_CACHE moves it, to survive `npm ci`. */
export const cacheFolder = process.env['VITRINE_CACHE'] ?? join(rootFolder, 'node_modules/.cache/vitrine');
export const downloadsFolder = join(cacheFolder, 'downloads');
