/** Frames of a page that is hidden, or becomes so, never come. */
const LONGEST_MS = 200;

/** Resolves once what was just changed is on the screen: long work that begins only then keeps no press unanswered. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_MS);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
}
