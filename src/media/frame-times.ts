/** What a video file's own tables say; loaded when a person stops a file. */
import {
  BlobSource,
  EncodedPacketSink,
  Input,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  QTFF,
  WEBM,
} from 'mediabunny';

/** Frames of one file that are nearer than this are one (a picture and its refresh): no browser shows them apart. */
const SAME_S = 0.0005;

/** When each frame begins, ascending, in seconds of the file's clock; empty where the file cannot be read. */
export function readFrameTimes(file: Blob): Promise<readonly number[]> {
  return readTrack(file, [], async (track) => {
    const times: number[] = [];
    const packets = new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true });
    for await (const { timestamp } of packets) times.push(timestamp);
    // Files keep frames in the order of decoding.
    times.sort((a, b) => a - b);
    return times.filter((timeS, i) => i === 0 || timeS - times[i - 1]! > SAME_S);
  });
}

/** By how many degrees players turn the stored pictures: 0, 90, 180 or 270. */
export function readTurn(file: Blob): Promise<number> {
  return readTrack(file, 0, (track) => track.getRotation());
}

async function readTrack<T>(file: Blob, none: T, read: (track: InputVideoTrack) => Promise<T>): Promise<T> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, QTFF, WEBM, MATROSKA] });
  try {
    const track = await input.getPrimaryVideoTrack();
    return track ? await read(track) : none;
  } catch {
    // Players are more patient with broken files than readers.
    return none;
  } finally {
    input.dispose();
  }
}
