/** How results are drawn; the same for every model of a kind. Changing it never reloads a model. */
export interface Look {
  /** Flip left to right, for a camera that faces the viewer. */
  mirror: boolean;
  /** Opacity of label colours and of the density heat map, 0..1. */
  opacity: number;
  /** Classes not drawn and not listed, by index. */
  hiddenClasses: readonly number[];
  /** Classes of label maps differ by patterns too, not by colours alone. */
  patterns: boolean;
  /** What lies behind the person. `none` shows the frame as it is with the matte tinted over it. */
  background: 'none' | 'green' | 'blur' | 'image' | 'matte';
  /** Standard deviation of the background blur, in frame pixels. */
  blurRadiusPx: number;
  /** How much light of what lies behind falls onto the person along the edge, 0 (none) .. 1. */
  lightWrap: number;
  /** Take the background's colour out of half-transparent edge pixels. */
  decontaminate: boolean;
  /** Refine the matte along the frame's edges (guided filter). */
  refine: boolean;
  /**
   * Weight of the past in the moving average over frames, 0 (off) .. 0.95. For label maps and mattes it is that of a past
   * which agrees: where something moved, it falls to 0.
   */
  smoothing: number;
  /** Detections below are not shown, 0..1. */
  scoreThreshold: number;
  /** IoU above which two boxes of one class count as one object (NMS), 0..1. */
  iouThreshold: number;
  /** Follow objects from frame to frame, so that each keeps a number. */
  tracking: boolean;
  /** Draw where followed objects came from. */
  trails: boolean;
}

export const defaultLook: Look = {
  mirror: false,
  opacity: 0.6,
  hiddenClasses: [],
  patterns: false,
  background: 'blur',
  blurRadiusPx: 12,
  lightWrap: 0,
  decontaminate: true,
  refine: true,
  smoothing: 0.8,
  scoreThreshold: 0.35,
  iouThreshold: 0.5,
  tracking: false,
  trails: true,
};
