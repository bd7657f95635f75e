/** Often enough to tell a frozen camera in seconds, too seldom to cost anything. */
const LOOK_MS = 500;

/** A band through the middle: noise changes pixels in any of a living camera's rows. */
const ROWS = 16;

/** For how long a source has given the very same pixels: a camera that hangs may go on sending its last frame. */
export class StillWatch {
  #lookedAtMs = -Infinity;
  #changedAtMs = performance.now();
  #sum: number | undefined;
  #bytes = new Uint8Array();
  /** Whose look under way still counts. */
  #current = {};
  #isBusy = false;

  /** Since the pixels last changed, or since `begin`; it grows as well where no frame comes. */
  get stillMs(): number {
    return performance.now() - this.#changedAtMs;
  }

  /** Another source, or the same one after a pause. */
  begin(): void {
    this.#current = {};
    this.#sum = undefined;
    this.#changedAtMs = performance.now();
  }

  /** Leaves the frame to its owner. */
  look(frame: VideoFrame): void {
    const now = performance.now();
    if (this.#isBusy || now - this.#lookedAtMs < LOOK_MS) return;
    this.#lookedAtMs = now;
    this.#isBusy = true;
    void this.#compare(frame.clone());
  }

  async #compare(copy: VideoFrame): Promise<void> {
    const current = this.#current;
    const sum = await this.#sumOf(copy).catch(() => undefined);
    copy.close();
    this.#isBusy = false;
    if (current !== this.#current) return;
    // Pixels that cannot be read (a format of the GPU's own) are not taken to be still.
    if (sum === undefined || sum !== this.#sum) this.#changedAtMs = performance.now();
    this.#sum = sum;
  }

  /** FNV-1a over the band, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
  async #sumOf(frame: VideoFrame): Promise<number> {
    const { codedWidth, codedHeight } = frame;
    // Chroma of most formats has half the rows and columns: even places only.
    const height = Math.min(ROWS, codedHeight - (codedHeight % 2));
    const y = Math.floor((codedHeight - height) / 4) * 2;
    const rect = { x: 0, y, width: codedWidth - (codedWidth % 2), height };
    const size = frame.allocationSize({ rect });
    if (this.#bytes.length !== size) this.#bytes = new Uint8Array(size);
    await frame.copyTo(this.#bytes, { rect });
    let sum = 0x811c9dc5;
    for (const byte of this.#bytes) sum = Math.imul(sum ^ byte, 0x01000193);
    return sum;
  }
}
