import { describe, expect, it } from 'vitest';
import { isSoftwareAdapter } from '#gpu/software-adapter.ts';

const none = { vendor: '', architecture: '', device: '', description: '' };

describe('isSoftwareAdapter', () => {
  it.each([
    { vendor: 'google', architecture: 'swiftshader' },
    { vendor: 'mesa', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
    { device: 'Lavapipe' },
    { description: 'Microsoft Basic Render Driver' },
    { vendor: 'microsoft', architecture: 'warp' },
  ])('knows %o', (names) => {
    expect(isSoftwareAdapter({ ...none, ...names }, false)).toBe(true);
  });

  it.each([
    { vendor: 'nvidia', architecture: 'ampere', description: 'NVIDIA GeForce RTX 3060' },
    { vendor: 'apple', architecture: 'metal-3' },
    { vendor: 'intel', architecture: 'gen-12lp' },
    // A part of a word is not a name.
    { description: 'Hyperwarp 9000' },
    {},
  ])('takes %o for hardware', (names) => {
    expect(isSoftwareAdapter({ ...none, ...names }, false)).toBe(false);
  });

  it('believes the browser that calls an adapter a fallback', () => {
    expect(isSoftwareAdapter(none, true)).toBe(true);
  });
});
