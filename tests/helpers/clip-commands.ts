import type { BrowserCommand } from 'vitest/node';
import type { ClipOrder } from './clip-order.ts';
import { hasFfmpeg, makeClip } from './make-clip.ts';

/** For tests that run in browsers, which have no ffmpeg. */
export const clipCommands = {
  hasFfmpeg: (() => hasFfmpeg()) satisfies BrowserCommand<[]> as BrowserCommand<[]>,
  makeClip: ((_, order) => makeClip(order)) satisfies BrowserCommand<[ClipOrder]> as BrowserCommand<
    [ClipOrder]
  >,
};
