/** What lies on the heap of a page or a worker, by a heap snapshot. */
import type { Debugged } from './worker-debugger.ts';

/** Compiled code and its counters are made with use and thrown away without: they flatten out only after hours. */
const CODE = 'code';

/**
 * What the browser and the debugger keep of a page beside it, up to bounds of theirs that these minutes do not reach:
 * timings of 250 requests, bodies for the network panel, 1000 messages of the console, and the engine's weak lists of
 * its own code. Everything else that is native counts: buffers, nodes, listeners, tracks, canvases, observers.
 */
const records = new Set([
  'PerformanceResourceTiming',
  'blink::NetworkResourcesData::ResourceData',
  'blink::ConsoleMessage',
  'system / WeakArrayList',
]);

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
  strings: string[];
}

/** Bytes of everything that is held. The snapshot collects garbage first. */
export async function heldBytes(debugged: Debugged): Promise<number> {
  const parts: string[] = [];
  const take = ({ chunk }: { chunk: string }) => parts.push(chunk);
  debugged.on('HeapProfiler.addHeapSnapshotChunk', take);
  try {
    await debugged.send('HeapProfiler.takeHeapSnapshot');
  } finally {
    debugged.off('HeapProfiler.addHeapSnapshotChunk', take);
  }
  const { snapshot, nodes, strings } = JSON.parse(parts.join('')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field)) as [
    number,
    number,
    number,
  ];
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    const isCode = types[0][nodes[at + type]!] === CODE;
    if (!isCode && !records.has(strings[nodes[at + name]!]!)) bytes += nodes[at + size]!;
  }
  return bytes;
}
