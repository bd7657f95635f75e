/** `scores` [1,C,N] and `boxes` [1,4,N]: the graph has already put the boxes into pixels. */
export { decodePlainBoxes as decode } from '#core/plain-box-decoder.ts';
