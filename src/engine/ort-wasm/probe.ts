import type { Support } from '#core/engine-id.ts';

/** onnxruntime-web needs 128-bit SIMD. A module of one function that returns `v128.const 0`, assembled by hand. */
const SIMD_MODULE = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // magic, version
  ...[1, 5, 1, 0x60, 0, 1, 0x7b], // types: () -> v128
  ...[3, 2, 1, 0], // functions: one of type 0
  ...[10, 22, 1, 20, 0, 0xfd, 0x0c, ...new Array<number>(16).fill(0), 0x0b], // code: v128.const, end
]);

export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(SIMD_MODULE);
}

export function probe(): Promise<Support> {
  if (hasSimd()) return Promise.resolve({ ok: true });
  return Promise.resolve({ ok: false, reason: 'This browser has no WebAssembly SIMD.' });
}
