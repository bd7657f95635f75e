import { area, clipBox } from '../geometry.ts';
import type { Size } from '../geometry.ts';
import type { TrackedDetection } from './box-tracker.ts';

/** A track that is less than this within the frame has left it (guessed). */
const LEAST_WITHIN = 0.25;

/** Cuts the tracks' boxes to the frame: a half hidden object's whole may reach beyond it, and who left is followed a while. */
export function withinFrame(tracks: readonly TrackedDetection[], frame: Size): TrackedDetection[] {
  return tracks.flatMap((track) => {
    const box = clipBox(track.box, frame);
    return area(box) >= LEAST_WITHIN * area(track.box) ? [{ ...track, box }] : [];
  });
}
