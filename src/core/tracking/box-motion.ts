/**
 * A box's motion as a Kalman filter with constant velocity: centre, width/height ratio and height, each with its
 * velocity. The covariances of DeepSORT's filter (Wojke et al. 2017, arXiv:1703.07402) couple no two of the four
 * measurements, so that its 8 × 8 filter is four of two states each, which is what stands here.
 */
import type { FrameBox } from '../geometry.ts';

/**
 * Standard deviations as parts of the box's height from DeepSORT; time is in 1/30 s. Those of the ratio are wider than
 * DeepSORT's 0.01 and 0.1, with which a track that began half hidden stayed narrow for seconds.
 */
const POSITION = 1 / 20;
const VELOCITY = 1 / 320;
const RATIO = 0.02;
const RATIO_VELOCITY = 1e-5;
const RATIO_MEASURED = 0.05;

/** One coordinate: value and velocity with their covariance. */
class Coordinate {
  value: number;
  velocity = 0;
  #valueVariance: number;
  #covariance = 0;
  #velocityVariance: number;

  constructor(value: number, deviation: number, velocityDeviation: number) {
    this.value = value;
    this.#valueVariance = deviation ** 2;
    this.#velocityVariance = velocityDeviation ** 2;
  }

  predict(time: number, deviation: number, velocityDeviation: number): void {
    this.value += this.velocity * time;
    this.#valueVariance +=
      2 * time * this.#covariance + time ** 2 * this.#velocityVariance + time * deviation ** 2;
    this.#covariance += time * this.#velocityVariance;
    this.#velocityVariance += time * velocityDeviation ** 2;
  }

  rescale(by: number): void {
    this.value *= by;
    this.velocity *= by;
    this.#valueVariance *= by ** 2;
    this.#covariance *= by ** 2;
    this.#velocityVariance *= by ** 2;
  }

  update(measured: number, deviation: number): void {
    const innovation = measured - this.value;
    const variance = this.#valueVariance + deviation ** 2;
    const gain = this.#valueVariance / variance;
    const velocityGain = this.#covariance / variance;
    this.value += gain * innovation;
    this.velocity += velocityGain * innovation;
    this.#velocityVariance -= velocityGain * this.#covariance;
    this.#covariance *= 1 - gain;
    this.#valueVariance *= 1 - gain;
  }
}

export class BoxMotion {
  readonly #x: Coordinate;
  readonly #y: Coordinate;
  readonly #ratio: Coordinate;
  readonly #height: Coordinate;

  constructor(box: FrameBox) {
    const { x, y, ratio, height } = measure(box);
    // DeepSORT starts with twice the measurement's deviation and ten times the velocity's.
    const start = 2 * POSITION * height;
    const startVelocity = 10 * VELOCITY * height;
    this.#x = new Coordinate(x, start, startVelocity);
    this.#y = new Coordinate(y, start, startVelocity);
    this.#ratio = new Coordinate(ratio, RATIO, RATIO_VELOCITY);
    this.#height = new Coordinate(height, start, startVelocity);
  }

  /** Of a box that was at `from` and is at `to` after `time` (in 1/30 s). */
  static between(from: FrameBox, to: FrameBox, time: number): BoxMotion {
    const motion = new BoxMotion(to);
    const [a, b] = [measure(from), measure(to)];
    motion.#x.velocity = (b.x - a.x) / time;
    motion.#y.velocity = (b.y - a.y) / time;
    return motion;
  }

  /** Moves on by `time` (in 1/30 s). `still`: the box keeps its size, as for one that is not seen. */
  predict(time: number, still: boolean): void {
    if (still) this.#height.velocity = 0;
    const height = Math.max(1, this.#height.value);
    this.#x.predict(time, POSITION * height, VELOCITY * height);
    this.#y.predict(time, POSITION * height, VELOCITY * height);
    this.#ratio.predict(time, RATIO, RATIO_VELOCITY);
    this.#height.predict(time, POSITION * height, VELOCITY * height);
  }

  /** `doubt`: how many times less exact than usual the box is. */
  update(box: FrameBox, doubt = 1): void {
    const { x, y, ratio, height } = measure(box);
    const deviation = doubt * POSITION * Math.max(1, this.#height.value);
    this.#x.update(x, deviation);
    this.#y.update(y, deviation);
    this.#ratio.update(ratio, doubt * RATIO_MEASURED);
    this.#height.update(height, deviation);
  }

  /** The frame is `by` times as large from now on. */
  rescale(by: number): void {
    for (const coordinate of [this.#x, this.#y, this.#height]) coordinate.rescale(by);
  }

  /** Where the box is believed to be, in frame pixels. */
  get box(): FrameBox {
    const height = Math.max(1, this.#height.value);
    const width = Math.max(1, this.#ratio.value * height);
    const left = this.#x.value - width / 2;
    const top = this.#y.value - height / 2;
    return { left, top, right: left + width, bottom: top + height };
  }
}

function measure({ left, top, right, bottom }: FrameBox) {
  // A detector may give a box without area; the ratio must stay a number.
  const height = Math.max(1, bottom - top);
  return { x: (left + right) / 2, y: (top + bottom) / 2, ratio: (right - left) / height, height };
}
