/** Both clocks at one moment. Durations are taken from the monotonic one: the wall clock may be set at any time. */
export interface Moment {
  /** As performance.now(): never goes back, says nothing about the time of day. */
  nowMs: number;
  /** As Date.now(), since the epoch. */
  wallMs: number;
}
