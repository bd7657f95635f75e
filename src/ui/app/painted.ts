/** A hidden page is not painted: then it is not waited for longer. */
const MOST_MS = 100;

/** Resolves once what was just changed is on the screen: long work that begins only then keeps no press unanswered. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, MOST_MS);
  });
}
