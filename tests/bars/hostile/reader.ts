/**
 * Reads one hostile file after the other, as the export worker and `npm run models` do, and says what came of it. A
 * process of its own: where a file kills or stops it, the bar sees that and starts another.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { readCheckpoint } from '#export/checkpoints/read-checkpoint.ts';
import { lowerNhwc } from '#export/convert/nhwc-lowering.ts';
import type { NhwcNetwork } from '#export/convert/nhwc-network.ts';
import { networkFromTfjs } from '#export/convert/tfjs.ts';
import { networkFromTflite } from '#export/convert/tflite.ts';
import { finishExport } from '#export/export-model.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { replayOnnx } from '#export/onnx-import/replay.ts';
import { readOnnx } from '#export/onnx-reader.ts';
import type { HostileFile } from './hostile-file.ts';

export interface Outcome {
  /** The reason by its code and words; undefined where the file was read without complaint. */
  refusal?: { isNamed: boolean; code: string; message: string };
  cpuMs: number;
  wallMs: number;
  /** Growth of the process at its largest. */
  peakBytes: number;
}

/** For sides that the file leaves open. */
const OPEN_SIDE = 64;

async function readFile({ format, bytes, shards = [] }: HostileFile): Promise<void> {
  switch (format) {
    case 'onnx':
      return rebuild(bytes);
    case 'tfjs':
      return lower(networkFromTfjs(new TextDecoder().decode(bytes), shards, ['y']));
    case 'tflite':
      return lower(networkFromTflite(bytes));
    default:
      for (const tensor of (await readCheckpoint(format, bytes)).values()) tensor.read();
  }
}

function rebuild(bytes: Uint8Array): void {
  const model = readOnnx(bytes);
  const graph = new GraphBuilder();
  const inputs = model.inputs.map(({ name, shape, type }) => {
    const sides = shape.map((side) => (typeof side === 'number' ? side : OPEN_SIDE));
    return [name, graph.input(name, sides, type)] as const;
  });
  const results = replayOnnx(graph, model, Object.fromEntries(inputs));
  for (const [name, result] of Object.entries(results)) graph.output(name, result);
  finishExport(graph.finish(), 'fp16', []);
}

function lower(network: NhwcNetwork): void {
  const graph = new GraphBuilder();
  const { value } = lowerNhwc(graph, network, network.input.size);
  network.outputs.forEach((name, i) => graph.output(`out${i}`, value(name)));
  finishExport(graph.finish(), 'fp16', []);
}

/** Linux forgets the largest size when 5 is written here (proc(5)); elsewhere the process's own maximum is taken. */
function resetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Then the peak is that of the whole life of the process, which is the stricter reading.
  }
}

function peak(): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes) return Number(kilobytes) * 1024;
  } catch {
    // As above.
  }
  return process.resourceUsage().maxRSS * 1024;
}

async function outcomeOf(file: HostileFile): Promise<Outcome> {
  globalThis.gc?.();
  resetPeak();
  const [before, cpu, start] = [process.memoryUsage.rss(), process.cpuUsage(), performance.now()];
  let refusal: Outcome['refusal'];
  try {
    await readFile(file);
  } catch (thrown) {
    const isNamed = thrown instanceof VitrineError && thrown.code !== 'internal';
    const [code, message] =
      thrown instanceof Error ? [isNamed ? thrown.code : thrown.name, thrown.message] : ['', String(thrown)];
    refusal = { isNamed, code, message };
  }
  const { user, system } = process.cpuUsage(cpu);
  const wallMs = performance.now() - start;
  return { refusal, cpuMs: (user + system) / 1000, wallMs, peakBytes: Math.max(0, peak() - before) };
}

process.on('message', (file: HostileFile) => {
  void outcomeOf(file).then((outcome) => process.send?.(outcome));
});
process.send?.('ready');
