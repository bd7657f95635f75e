import { css } from 'lit';

/**
 * A page below the masthead: a heading with a sentence, then a column of cards, all as wide as the masthead. An element
 * with the class `card` is one itself.
 */
export const pageStyles = css`
  :host {
    display: block;
  }
  main {
    display: grid;
    gap: var(--vt-gap);
    padding: 0.4rem 1.25rem 2rem;
  }
  main > *,
  .card > * {
    min-inline-size: 0;
  }
  h2,
  h3 {
    margin: 0;
    font-weight: 600;
  }
  h2 {
    font-size: 1.35rem;
    line-height: 1.25;
  }
  .lead {
    max-inline-size: 60rem;
    margin: 0.2rem 0 0;
    color: var(--vt-ink-soft);
  }
  h3 {
    font-size: 1rem;
  }
  .card,
  :host(.card) {
    display: grid;
    gap: 0.75rem;
    align-content: start;
    padding: 1rem 1.1rem;
    border: 1px solid var(--vt-line);
    border-radius: calc(2 * var(--vt-radius));
    background: var(--vt-surface);
  }
  @media (max-width: 56rem) {
    main {
      padding-inline: 0.75rem;
    }
  }
`;
