import { css } from 'lit';

export const mastheadStyles = css`
  :host {
    display: block;
  }
  header {
    display: grid;
    grid-template-columns: 1fr auto 1fr;
    align-items: center;
    gap: 1rem;
    padding: 0.55rem 1.25rem;
  }
  .name {
    display: flex;
    align-items: baseline;
    gap: 1rem;
  }
  h1 {
    margin: 0;
    font-size: 1.15rem;
    font-weight: 600;
    letter-spacing: -0.01em;
  }
  .pages {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem;
  }
  a {
    display: inline-grid;
    align-items: center;
    min-block-size: 2rem;
    padding-inline: 0.5rem;
    border-radius: var(--vt-radius);
    color: var(--vt-ink-soft);
    font-size: 0.875rem;
    text-decoration: none;
  }
  a:hover,
  a:not([aria-current='false']) {
    color: var(--vt-ink);
  }
  a:not([aria-current='false']) {
    text-decoration: underline;
    text-decoration-color: var(--vt-accent);
    text-decoration-thickness: 2px;
    text-underline-offset: 0.35em;
  }
  .actions {
    grid-column: -2 / -1;
    display: flex;
    justify-content: end;
  }
  select {
    inline-size: auto;
    max-inline-size: 7rem;
    border-color: transparent;
    background: none;
    font-size: 0.875rem;
  }
  select:hover {
    background: var(--vt-accent-wash);
  }
  option {
    background: var(--vt-raised);
    color: var(--vt-ink);
  }
  .quiet,
  ::slotted([slot='actions']) {
    min-inline-size: 2.4rem;
    padding-inline: 0.4rem;
  }
  @media (pointer: coarse) {
    .quiet,
    ::slotted([slot='actions']) {
      min-inline-size: 44px;
    }
    a {
      min-block-size: 44px;
      min-inline-size: 44px;
      justify-content: center;
    }
  }
  /* The page's own navigation has a line to itself where both would have to wrap. */
  @media (max-width: 100rem) {
    header {
      row-gap: 0.35rem;
    }
    .name {
      grid-column: 1 / -2;
    }
    ::slotted(:not([slot])) {
      grid-row: 2;
      grid-column: 1 / -1;
      justify-self: center;
    }
  }
  @media (max-width: 44rem) {
    header {
      grid-template-columns: 1fr auto;
      gap: 0.3rem;
      padding: 0.3rem 0.75rem 0.6rem;
    }
    .name {
      display: contents;
    }
    .pages {
      grid-row: 2;
      grid-column: 1 / -1;
      flex-wrap: wrap;
    }
    a {
      padding-inline: 0.3rem;
    }
    ::slotted(:not([slot])) {
      grid-row: 3;
      justify-self: stretch;
    }
  }
`;
