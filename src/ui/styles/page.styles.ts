import { css } from 'lit';

/** A page below the masthead: a column of headings and cards. An element with the class `card` is one itself. */
export const pageStyles = css`
  :host {
    display: block;
  }
  main {
    display: grid;
    gap: var(--vt-gap);
    padding: 0 1.25rem 2rem;
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
