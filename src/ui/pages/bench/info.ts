import { msg } from '@lit/localize';
import type { PageInfo } from '../../app/page.ts';

export const info: PageInfo = {
  get name() {
    return msg('Bench');
  },
  get title() {
    return msg('Vitrine Bench: models compared on this device');
  },
  order: 2,
};
