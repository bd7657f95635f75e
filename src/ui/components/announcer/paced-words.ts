/** A sentence takes some seconds to be heard. */
const QUIET_MS = 5000;
/** What is not seen for this long is a flicker of the model. */
const STEADY_MS = 1000;

/** What a live region says: only what lasted, only when it changed, and never more often than it can be listened to. */
export class PacedWords {
  said = '';
  #saidAtMs = -Infinity;
  #heard = { text: '', sinceMs: 0 };

  hear(text: string, atMs: number): void {
    if (text !== this.#heard.text) this.#heard = { text, sinceMs: atMs };
    const isSteady = atMs - this.#heard.sinceMs >= STEADY_MS;
    if (!isSteady || text === this.said || atMs - this.#saidAtMs < QUIET_MS) return;
    this.say(text, atMs);
  }

  /** At once: a person asked. */
  say(text: string, atMs: number): void {
    this.said = text;
    this.#saidAtMs = atMs;
  }
}
