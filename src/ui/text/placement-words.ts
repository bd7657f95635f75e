import { msg, str } from '@lit/localize';
import type { NodePlacement } from '#core/node-placement.ts';
import { plural } from './format.ts';

/** Execution providers of onnxruntime as people know what is behind them. */
const providerNames: Record<string, string> = {
  CPUExecutionProvider: 'WASM (CPU)',
  WebGpuExecutionProvider: 'WebGPU',
  JsExecutionProvider: 'WebGPU (JSEP)',
  WebNNExecutionProvider: 'WebNN',
};

export const isGpuProvider = (provider: string): boolean => /WebGpu|Js/.test(provider);

/** "3 operators on WASM (CPU): 2 × TopK, GatherND". */
export function placementWords({ provider, nodes, operators }: NodePlacement): string {
  const where = providerNames[provider] ?? provider;
  const listed = Object.entries(operators)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => (count > 1 ? `${count} × ${name}` : name));
  if (listed.length === 0)
    return plural(nodes, {
      one: msg(str`The ${nodes} operator on ${where}`),
      other: msg(str`All ${nodes} operators on ${where}`),
    });
  const names = listed.join(', ');
  return plural(nodes, {
    one: msg(str`${nodes} operator on ${where}: ${names}`),
    other: msg(str`${nodes} operators on ${where}: ${names}`),
  });
}
