import { css } from 'lit';

/** A page of pictures with the choices below them. */
export const setupStyles = css`
  :host {
    display: block;
  }
  main {
    display: grid;
    gap: var(--vt-gap);
    padding: 0 1.25rem 2rem;
  }
  main > *,
  .setup > * {
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
  .setup {
    display: grid;
    grid-template-columns: minmax(0, 22rem) minmax(0, 1fr);
    gap: var(--vt-gap);
    align-items: start;
  }
  .card {
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
    .setup {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
