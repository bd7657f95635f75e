/** PoolFormer as the backbone of a Semantic FPN: the family's own program, with `fpn` in its config. */
export { program } from '#models/poolformer/network.ts';
