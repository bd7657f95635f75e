import { css } from 'lit';

export const legendStyles = css`
  /* Classes come and go with the picture: the list has a room of its own, so that what is below stays in reach. */
  :host {
    display: flex;
    flex-direction: column;
    block-size: 13rem;
  }
  .finder {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-end: 0.5rem;
  }
  .finder input {
    flex: 1 1 9rem;
    min-inline-size: 0;
    min-block-size: 2.25rem;
    padding: 0.3rem 0.5rem;
    border: 1px solid var(--vt-line-strong);
    border-radius: var(--vt-radius);
    background: var(--vt-raised);
  }
  .finder button {
    display: inline-flex;
    inline-size: auto;
    min-block-size: 2.25rem;
  }
  ul {
    flex: 1;
    min-block-size: 0;
    margin: 0 -0.5rem;
    padding: 0;
    list-style: none;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  li button:focus-visible {
    outline-offset: -2px;
  }
  button {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 0.1rem 0.6rem;
    inline-size: 100%;
    min-block-size: 2rem;
    padding: 0.25rem 0.5rem;
    text-align: start;
    font-size: 0.875rem;
  }
  li {
    display: flex;
  }
  li button.only {
    flex: none;
    inline-size: auto;
    display: inline-flex;
    font-size: 0.75rem;
    color: var(--vt-ink-soft);
  }
  li button.only[aria-pressed='true'] {
    color: var(--vt-accent);
    font-weight: 600;
  }
  .swatch {
    inline-size: 0.8rem;
    block-size: 0.8rem;
    border-radius: 3px;
    outline: 1px solid color-mix(in srgb, var(--vt-ink) 25%, transparent);
  }
  .name {
    overflow-wrap: anywhere;
  }
  .figure {
    font-variant-numeric: tabular-nums;
    color: var(--vt-ink-soft);
  }
  .bar {
    grid-column: 2 / -1;
    inline-size: 100%;
    block-size: 2px;
    background: var(--vt-line);
  }
  button[aria-pressed='false'] .name {
    text-decoration: line-through;
    color: var(--vt-ink-soft);
  }
  button[aria-pressed='false'] .swatch {
    opacity: 0.35;
  }
`;
