import { describe, expect, it } from 'vitest';
import { macsOf } from '#export/count-macs.ts';
import { exportUntrained } from '#export/export-model.ts';
import { readOnnx } from '#export/onnx-reader.ts';
import { manifest as mcnnManifest } from '#models/mcnn/manifest.ts';
import { program as cgnet } from '#models/cgnet/network.ts';
import { program as mcnn } from '#models/mcnn/network.ts';
import { countNetwork } from '#tests/helpers/count-macs.ts';

const exported = (precision: 'fp32' | 'fp16', width: number, height: number) =>
  readOnnx(exportUntrained({ program: mcnn, size: { width, height }, precision, config: {} }).bytes);

describe('multiply-accumulates', () => {
  it('of a file are those of the network that it was made of', () => {
    const [{ sizes, macs }] = mcnnManifest.variants;
    const { width, height } = sizes[0];
    expect(macsOf(exported('fp32', width, height))).toBe(macs);
    const size = { width: 96, height: 64 };
    const config = { classes: 11, upsample: false };
    const { bytes } = exportUntrained({ program: cgnet, size, precision: 'fp32', config });
    expect(macsOf(readOnnx(bytes))).toBe(countNetwork(cgnet, { size, config }).macs);
  });

  it('grow with the pixels, and are not told of half precision', () => {
    const [small, large] = [macsOf(exported('fp32', 64, 64))!, macsOf(exported('fp32', 128, 128))!];
    expect(large / small).toBe(4);
    expect(macsOf(exported('fp16', 64, 64))).toBeUndefined();
  });
});
