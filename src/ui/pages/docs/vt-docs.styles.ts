import { css } from 'lit';

export const docsStyles = css`
  :host {
    display: block;
    padding: 0 1.25rem 4rem;
  }
  .page {
    display: grid;
    grid-template-columns: 15rem minmax(0, 1fr);
    gap: 0 2.5rem;
  }
  /* Room for what a chapter has within, beside it: the chapter is then in the middle of the page. */
  @media (min-width: 80rem) {
    .page {
      grid-template-columns: minmax(15rem, 1fr) minmax(0, 46rem) minmax(11rem, 1fr);
    }
  }
  @media (max-width: 79.99rem) {
    .within {
      display: none;
    }
  }
  .within {
    justify-self: start;
    max-inline-size: 18rem;
    font-size: 0.875rem;
  }
  .within h3 {
    margin-block: 0.6rem 0.3rem;
    font-size: 0.875rem;
  }
  nav {
    position: sticky;
    inset-block-start: 0.5rem;
    align-self: start;
    max-block-size: calc(100vh - 1rem);
    overflow-y: auto;
    font-size: 0.9375rem;
  }
  summary {
    padding-block: 0.6rem;
    font-weight: 600;
    cursor: pointer;
  }
  ul {
    margin: 0;
    padding: 0;
  }
  nav ul {
    list-style: none;
  }
  .chapters {
    max-inline-size: 20rem;
  }
  nav a {
    display: block;
    padding: 0.3rem 0.6rem;
    border-inline-start: 3px solid transparent;
    color: inherit;
    text-decoration: none;
  }
  nav a:hover {
    background: var(--vt-accent-wash);
  }
  nav a[aria-current='page'] {
    border-color: var(--vt-accent);
    font-weight: 600;
  }
  main:focus {
    outline: none;
  }
  article {
    max-inline-size: 46rem;
    overflow-wrap: anywhere;
  }
  article ul,
  article ol {
    padding-inline-start: 1.4rem;
  }
  h2 {
    margin-block: 0.6rem 1rem;
    font-size: 1.8rem;
    line-height: 1.2;
  }
  article h2[id] {
    margin-block: 2rem 0.6rem;
    font-size: 1.3rem;
  }
  h3 {
    margin-block: 1.5rem 0.4rem;
    font-size: 1.05rem;
  }
  a {
    color: var(--vt-accent);
  }
  :focus-visible {
    outline: 2px solid var(--vt-accent);
    outline-offset: 2px;
  }
  code {
    padding: 0.05em 0.3em;
    border-radius: 3px;
    background: var(--vt-surface);
    font-size: 0.9em;
  }
  pre {
    overflow-x: auto;
    padding: 0.8rem 1rem;
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
    background: var(--vt-surface);
  }
  pre code {
    padding: 0;
    background: none;
  }
  .wide {
    overflow-x: auto;
    overflow-wrap: normal;
  }
  table {
    border-collapse: collapse;
    font-size: 0.9375rem;
  }
  th,
  td {
    padding: 0.4rem 1rem 0.4rem 0;
    border-block-end: 1px solid var(--vt-line);
    text-align: start;
    vertical-align: top;
  }
  img {
    /* Their room is kept before they are there: all are taken at 1280 x 800. */
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 8 / 5;
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
  }
  @media (width < 48rem) {
    .page {
      grid-template-columns: minmax(0, 1fr);
    }
    :host {
      padding-inline: 0.75rem;
    }
    nav {
      position: static;
      max-block-size: 40vh;
      border-block-end: 1px solid var(--vt-line);
    }
    .chapters {
      max-inline-size: none;
      margin-block-end: 0.75rem;
    }
    nav a {
      padding-block: 0.6rem;
    }
  }
  @media (pointer: coarse) {
    summary {
      min-block-size: 44px;
      align-content: center;
    }
  }
`;
