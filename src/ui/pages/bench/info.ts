import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = {
  name: 'Bench',
  title: 'Vitrine Bench: models compared on this device',
  order: 2,
};
