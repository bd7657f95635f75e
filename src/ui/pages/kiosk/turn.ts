/** Where a finger is on a wall whose picture is turned on the screen, by what CSS calls `rotate()`: clockwise. */
import type { Configuration } from '#kiosk/configuration.ts';

export type Turn = Configuration['orientation'];

/** From the wall's own top left corner, in CSS pixels. */
export function onWall(
  { clientX, clientY }: { clientX: number; clientY: number },
  turn: Turn,
): { x: number; y: number } {
  const { innerWidth, innerHeight } = window;
  switch (turn) {
    case 0:
      return { x: clientX, y: clientY };
    case 90:
      return { x: clientY, y: innerWidth - clientX };
    case 180:
      return { x: innerWidth - clientX, y: innerHeight - clientY };
    case 270:
      return { x: innerHeight - clientY, y: clientX };
  }
}
