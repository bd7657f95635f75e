/**
 * A WebM file (VP8) of 160 × 96 whose frame number n begins at `timesMs[n]` and has that number written in five columns,
 * white for a one, the highest digit at the left. Made by the browser it runs in. Every fifth frame is a key frame.
 * Self-contained, so that it can be given to `page.evaluate` as well.
 */
export async function numberedClip(timesMs: readonly number[]): Promise<Uint8Array<ArrayBuffer>> {
  const [width, height] = [160, 96];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  const chunks: { atMs: number; isKey: boolean; bytes: Uint8Array }[] = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      chunks.push({ atMs: chunk.timestamp / 1000, isKey: chunk.type === 'key', bytes });
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({ codec: 'vp8', width, height, bitrate: 2_000_000, latencyMode: 'quality' });
  for (const [n, atMs] of timesMs.entries()) {
    for (let column = 0; column < 5; column++) {
      context.fillStyle = (n >> (4 - column)) & 1 ? 'white' : 'black';
      context.fillRect(column * 32, 0, 32, height);
    }
    const frame = new VideoFrame(canvas, { timestamp: atMs * 1000 });
    encoder.encode(frame, { keyFrame: n % 5 === 0 });
    frame.close();
  }
  await encoder.flush();

  // https://www.matroska.org/technical/elements.html; every size is written in eight bytes.
  type Bytes = readonly number[];
  const number = (value: number, bytes: number): Bytes =>
    Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);
  const element = (id: number, ...content: Bytes[]): Bytes => {
    const body = content.flat();
    const idBytes = id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1;
    return [...number(id, idBytes), 0x01, ...number(body.length, 7), ...body];
  };
  const text = (value: string): Bytes => Array.from(value, (letter) => letter.charCodeAt(0));
  const float = (value: number): Bytes => [...new Uint8Array(new Float64Array([value]).buffer)].reverse();

  const groups: (typeof chunks)[] = [];
  for (const chunk of chunks) {
    if (chunk.isKey) groups.push([]);
    groups.at(-1)?.push(chunk);
  }
  const clusters = groups.map((group) => {
    const startMs = group[0]!.atMs;
    const blocks = group.map(({ atMs, isKey, bytes }) =>
      element(0xa3, [0x81, ...number(atMs - startMs, 2), isKey ? 0x80 : 0], [...bytes]),
    );
    return { startMs, bytes: element(0x1f43b675, element(0xe7, number(startMs, 8)), ...blocks) };
  });
  const info = element(
    0x1549a966,
    element(0x2ad7b1, number(1_000_000, 4)),
    element(0x4489, float(timesMs.at(-1)! + 40)),
    element(0x4d80, text('vitrine')),
    element(0x5741, text('vitrine')),
  );
  const video = element(0xe0, element(0xb0, number(width, 2)), element(0xba, number(height, 2)));
  const track = [element(0xd7, [1]), element(0x73c5, [1]), element(0x83, [1]), element(0x86, text('V_VP8'))];
  const tracks = element(0x1654ae6b, element(0xae, ...track, video));
  const cuesAt = (places: readonly number[]) =>
    element(
      0x1c53bb6b,
      ...clusters.map(({ startMs }, i) =>
        element(
          0xbb,
          element(0xb3, number(startMs, 8)),
          element(0xb7, element(0xf7, [1]), element(0xf1, number(places[i]!, 8))),
        ),
      ),
    );
  const cuesBytes = cuesAt(clusters.map(() => 0)).length;
  let place = info.length + tracks.length + cuesBytes;
  const places = clusters.map(({ bytes }) => (place += bytes.length) - bytes.length);
  const segment = [info, tracks, cuesAt(places), ...clusters.map(({ bytes }) => bytes)];
  const head = element(
    0x1a45dfa3,
    element(0x4286, [1]),
    element(0x42f7, [1]),
    element(0x42f2, [4]),
    element(0x42f3, [8]),
    element(0x4282, text('webm')),
    element(0x4287, [2]),
    element(0x4285, [2]),
  );
  return new Uint8Array([...head, ...element(0x18538067, ...segment)]);
}
