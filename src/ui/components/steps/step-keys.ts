import { msg } from '@lit/localize';

/** As video programs have them; the help dialog lists them after the page's own. */
export const stepKeys: readonly { key: string; by: 1 | -1; readonly does: string }[] = [
  {
    key: ',',
    by: -1,
    get does() {
      return msg('In a video file: the frame before');
    },
  },
  {
    key: '.',
    by: 1,
    get does() {
      return msg('In a video file: the next frame');
    },
  },
];
