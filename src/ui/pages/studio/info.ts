import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = { name: 'Studio', title: 'Vitrine: live vision on this device', order: 1 };
