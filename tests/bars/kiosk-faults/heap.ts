/** What lies on the JavaScript heap of a page, by a heap snapshot. */
import type { CDPSession } from 'playwright';

/**
 * Not what the page holds but what the engine and the debugger make of it: compiled code and its counters, which are
 * made with use and thrown away without, and the browser's own records (requests and messages kept for the debugger).
 */
const notHeld = new Set(['code', 'native']);

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}

/** Bytes of everything that scripts can hold: objects, arrays, closures, strings. The snapshot collects garbage first. */
export async function heldBytes(cdp: CDPSession): Promise<number> {
  const parts: string[] = [];
  const take = ({ chunk }: { chunk: string }) => parts.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take);
  try {
    await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  } finally {
    cdp.off('HeapProfiler.addHeapSnapshotChunk', take);
  }
  const { snapshot, nodes } = JSON.parse(parts.join('')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length)
    if (!notHeld.has(types[0][nodes[at + type]!]!)) bytes += nodes[at + size]!;
  return bytes;
}
