import { msg } from '@lit/localize';
import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = {
  get name() {
    return msg('Compare');
  },
  get title() {
    return msg('Vitrine: two models on the same frames');
  },
  order: 1.5,
};
