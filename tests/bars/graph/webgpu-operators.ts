/** Which operators of the default domain onnxruntime-web's WebGPU provider runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Comes with the package, and so is of the version that we ship; one row for each operator. */
const DOCUMENT = join(import.meta.dirname, '../../../node_modules/onnxruntime-web/docs/webgpu-operators.md');

/**
 * Also run, though the document, made from the older JSEP kernels, does not list them. Found by opening a model of each
 * in Chromium 156 with onnxruntime-web 1.30.0, which said that it put them on the WebGpuExecutionProvider (and Mod, Round,
 * Selu, Sign and Softsign on the CPU); `npm run bar:graph -- --placement` asks it anew, for every network.
 */
const NATIVE_ONLY: readonly string[] = ['Identity', 'Max', 'Min', 'PRelu', 'Softplus'];

export function webgpuOperators(): ReadonlySet<string> {
  const rows = readFileSync(DOCUMENT, 'utf8').matchAll(/^\| (\w+) \| [^|]*\bai\.onnx\(/gm);
  return new Set([...[...rows].map(([, name = '']) => name), ...NATIVE_ONLY]);
}
