import { VitrineError } from '#core/errors/vitrine-error.ts';
import { FrameImporter, type FrameImportMode } from './frame-importer.ts';

const MODES: readonly FrameImportMode[] = ['external-texture', 'copy-external-image', 'write-texture'];

/** Left and right half of the probe frame: two colours that a wrong channel order or a blank texture cannot fake. */
const LEFT = [220, 40, 90] as const;
const RIGHT = [30, 200, 60] as const;
/** The browser may take the frame through YUV (guessed: rounding and chroma siting at flat colours stay below this). */
const TOLERANCE = 16;

/**
 * How VideoFrames reach this device: each way is tried on a tiny frame and its pixels are read back, because a
 * browser may offer importExternalTexture and fail at it, or accept it and show nothing. Throws
 * VitrineError('unsupported') when no way works.
 */
export async function probeFrameImport(device: GPUDevice): Promise<FrameImportMode> {
  const failures: string[] = [];
  for (const mode of MODES) {
    const failure = await frameImportFailure(device, mode);
    if (failure === undefined) return mode;
    failures.push(`${mode}: ${failure}`);
  }
  throw new VitrineError('unsupported', 'No way to bring camera frames to the GPU works here.', {
    detail: failures.join('; '),
  });
}

/** Undefined when the way works here, else what went wrong. */
export async function frameImportFailure(
  device: GPUDevice,
  mode: FrameImportMode,
): Promise<string | undefined> {
  device.pushErrorScope('validation');
  const frame = probeFrame();
  const importer = new FrameImporter(device, mode);
  let problem: string | undefined;
  try {
    problem = wrongPixel(await importedPixels(device, importer, frame));
  } catch (error) {
    problem = String(error);
  } finally {
    frame.close();
    importer.dispose();
  }
  const error = await device.popErrorScope();
  return error?.message ?? problem;
}

const SIZE = { width: 64, height: 32 };

function probeFrame(): VideoFrame {
  const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
  const context = canvas.getContext('2d');
  if (!context) throw new VitrineError('unsupported', 'This browser has no 2D canvas in workers.');
  context.fillStyle = `rgb(${LEFT.join(' ')})`;
  context.fillRect(0, 0, SIZE.width / 2, SIZE.height);
  context.fillStyle = `rgb(${RIGHT.join(' ')})`;
  context.fillRect(SIZE.width / 2, 0, SIZE.width / 2, SIZE.height);
  return new VideoFrame(canvas, { timestamp: 0 });
}

async function importedPixels(device: GPUDevice, importer: FrameImporter, frame: VideoFrame) {
  const bytesPerRow = SIZE.width * 4; // 256, the alignment that copies need
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const buffer = device.createBuffer({ label: 'frame import probe', size: bytesPerRow * SIZE.height, usage });
  try {
    const encoder = device.createCommandEncoder({ label: 'frame import probe' });
    const texture = await importer.import(encoder, frame);
    encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow }, SIZE);
    device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(GPUMapMode.READ);
    return new Uint8Array(buffer.getMappedRange()).slice();
  } finally {
    buffer.destroy();
  }
}

function wrongPixel(pixels: Uint8Array): string | undefined {
  for (const [x, expected] of [
    [SIZE.width / 4, LEFT],
    [(SIZE.width * 3) / 4, RIGHT],
  ] as const) {
    const at = ((SIZE.height / 2) * SIZE.width + x) * 4;
    const got = [...pixels.subarray(at, at + 3)];
    if (got.some((value, i) => Math.abs(value - expected[i]!) > TOLERANCE)) {
      return `expected colour ${expected.join(' ')}, got ${got.join(' ')}`;
    }
  }
  return undefined;
}
