import { msg } from '@lit/localize';
import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = {
  get name() {
    return msg('Kiosk');
  },
  get title() {
    return msg('Vitrine: kiosk');
  },
  order: 3,
};
