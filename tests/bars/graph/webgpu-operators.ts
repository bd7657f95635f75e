/** Which operators of the default domain onnxruntime-web's WebGPU provider runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Comes with the package, and so is of the version that we ship; one row for each operator. */
const DOCUMENT = join(import.meta.dirname, '../../../node_modules/onnxruntime-web/docs/webgpu-operators.md');

/**
 * Also run, though the document, made from the older JSEP kernels, does not list them: `npm run bar:graph -- --placement`
 * shows on which provider the runtime itself puts each node.
 */
const NATIVE_ONLY: readonly string[] = [];

export function webgpuOperators(): ReadonlySet<string> {
  const rows = readFileSync(DOCUMENT, 'utf8').matchAll(/^\| (\w+) \| [^|]*\bai\.onnx\(/gm);
  return new Set([...[...rows].map(([, name = '']) => name), ...NATIVE_ONLY]);
}
