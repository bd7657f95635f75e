/** DDRNet as it was pretrained, to name whole pictures: the family's own program with another head. */
export { program } from '#models/ddrnet/network.ts';
