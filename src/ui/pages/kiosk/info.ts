import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = { name: 'Kiosk', title: 'Vitrine: kiosk' };
