import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = { name: 'Evaluate', title: 'Vitrine: accuracy on labelled pictures', order: 4 };
