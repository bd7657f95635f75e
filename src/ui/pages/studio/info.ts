import { msg } from '@lit/localize';
import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = {
  get name() {
    return msg('Studio');
  },
  get title() {
    return msg('Vitrine: live vision on this device');
  },
  order: 1,
};
