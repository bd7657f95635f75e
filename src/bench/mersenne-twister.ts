/**
 * MT19937 (Matsumoto and Nishimura, ACM TOMACS 8(1), 1998), seeded by init_genrand: the same numbers for a seed on every
 * machine, and those of NumPy's RandomState, so that an interval drawn here can be checked against SciPy's.
 */
const SIZE = 624;
const MIDDLE = 397;

export class MersenneTwister {
  readonly #state = new Uint32Array(SIZE);
  #next = SIZE;

  /** `seed`: a whole number in 0..2³²−1. */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new RangeError(`seed must be a whole number in 0..4294967295, got ${seed}`);
    }
    this.#state[0] = seed;
    for (let i = 1; i < SIZE; i++) {
      const before = this.#state[i - 1]!;
      this.#state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
    }
  }

  /** The next 32 bits. */
  uint32(): number {
    if (this.#next >= SIZE) this.#twist();
    let y = this.#state[this.#next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** A whole number in 0..count−1, each equally likely: masked rejection, as RandomState.randint does it. */
  below(count: number): number {
    const most = count - 1;
    if (most <= 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(most);
    // As NumPy: what is certain draws nothing.
    if (most === 0) return 0;
    for (;;) {
      const value = (this.uint32() & mask) >>> 0;
      if (value <= most) return value;
    }
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < SIZE; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % SIZE]! & 0x7fffffff);
      state[i] = state[(i + MIDDLE) % SIZE]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }
}

/** A seed that nobody chose, for a run that names none; recorded in its report. */
export function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}

/** `items` in an order drawn from `random` (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: MersenneTwister): T[] {
  const drawn = [...items];
  for (let i = drawn.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [drawn[i], drawn[j]] = [drawn[j]!, drawn[i]!];
  }
  return drawn;
}
