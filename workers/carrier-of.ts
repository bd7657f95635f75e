import type { SourceHandle } from '#media/source-handle.ts';

/** What is transferred with a source. */
export function carrierOf(source: SourceHandle): Transferable {
  if (source.via === 'stream') return source.stream;
  if (source.via === 'port') return source.port;
  // Transferable where workers have MediaStreamTrackProcessor; the types do not say so yet.
  return source.track;
}
