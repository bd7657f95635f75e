import { describe, expect, it } from 'vitest';
import type { ModelFile } from '#core/io-spec.ts';
import { findFile } from '#session/find-file.ts';
import type { ModelSettings } from '#session/session-state.ts';

const file: ModelFile = {
  model: 'net',
  variant: 'a',
  format: 'onnx',
  precision: 'fp32',
  size: { width: 64, height: 32 },
  file: 'net.onnx',
  bytes: 1,
  sha256: '0'.repeat(64),
  input: { name: 'x', shape: [1] },
  outputs: [],
  trained: true,
};

const settings: ModelSettings = {
  model: 'net',
  variant: 'a',
  size: { width: 64, height: 32 },
  precision: 'fp32',
  engine: 'auto',
  roundTrip: false,
  graphCapture: false,
  threads: 0,
};

describe('findFile', () => {
  it('takes size and precision exactly, and the format from the engine', () => {
    const tflite = { ...file, format: 'tflite' as const, file: 'net.tflite' };
    const half = { ...file, precision: 'fp16' as const, file: 'half.onnx' };
    const files = [half, tflite, file];
    expect(findFile(files, settings).file).toBe('net.onnx');
    expect(findFile(files, { ...settings, precision: 'fp16' }).file).toBe('half.onnx');
    expect(findFile(files, { ...settings, engine: 'mediapipe-gpu' }).file).toBe('net.tflite');
  });

  it('says what is wanted and what there is', () => {
    const wanted = { ...settings, size: { width: 32, height: 64 } };
    expect(() => findFile([file], wanted)).toThrow('net/a is not here as onnx fp32 32x64.');
    expect(() => findFile([], settings)).toThrow(expect.objectContaining({ code: 'model-missing' }));
    expect(() => findFile([file], wanted)).toThrow(
      expect.objectContaining({ detail: 'there is onnx fp32 64x32' }),
    );
  });
});
