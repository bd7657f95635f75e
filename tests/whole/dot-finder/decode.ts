import type { BoxDecoder } from '#core/decoder.ts';

/** Nothing is ever found: what matters to the test is that workers find this file. */
export const decode: BoxDecoder = () => [];
