import { msg } from '@lit/localize';
import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = {
  get name() {
    return msg('Evaluate');
  },
  get title() {
    return msg('Vitrine: accuracy on labelled pictures');
  },
  order: 4,
};
