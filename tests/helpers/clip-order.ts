/** What tests in browsers ask of `makeClip`, which runs in Node. Types only. */

export interface ClipOrder {
  /** As ffmpeg writes it: 25, 30000/1001. */
  rate: string;
  /** Frames that stay, an expression of ffmpeg's `select`; a file of no steady rate. */
  select?: string;
  extension: 'mp4' | 'webm';
  /** A second pass that copies the pictures: what makes the file hard. */
  copy?: readonly string[];
}

export interface MadeClip {
  base64: string;
  /** When each picture is shown, ascending, as ffprobe reads it. */
  timesS: number[];
}
