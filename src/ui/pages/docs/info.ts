import { msg } from '@lit/localize';
import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = {
  get name() {
    return msg('Docs');
  },
  get title() {
    return msg('Vitrine: documentation');
  },
  order: 9,
};
