import { msg } from '@lit/localize';
import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = {
  get name() {
    return msg('Several');
  },
  get title() {
    return msg('Vitrine: several sources and tasks at once');
  },
  order: 1.6,
};
