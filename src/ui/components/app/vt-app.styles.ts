import { css } from 'lit';

export const appStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 100dvh;
  }
  nav {
    display: flex;
    padding: 0.2rem;
    border: 1px solid var(--vt-line);
    border-radius: 2rem;
    background: var(--vt-surface);
  }
  .task {
    min-block-size: 2rem;
    padding: 0.15rem 1.1rem;
    border: 0;
    border-radius: 2rem;
    background: none;
    font-size: 0.9375rem;
  }
  .task[aria-pressed='true'] {
    background: var(--vt-ink);
    color: var(--vt-ground);
  }
  main {
    flex: 1;
    display: grid;
    grid-template-columns: minmax(0, 1fr) clamp(19rem, 25vw, 27rem);
    gap: var(--vt-gap);
    min-block-size: 0;
    padding: 0 1.25rem 1.25rem;
  }
  .view {
    display: flex;
    flex-direction: column;
    gap: var(--vt-gap);
    min-inline-size: 0;
    min-block-size: 0;
  }
  /* What it says grows with what is known: its room is kept, so that the picture above stays where it is. */
  vt-meter {
    min-block-size: 13.5rem;
  }
  /* Nobody sees it: it takes no part in the column, nor a gap. */
  vt-announcer {
    position: absolute;
  }
  .idle {
    display: none;
  }
  vt-stage {
    flex: 1;
    min-block-size: 18rem;
  }
  /* While it is loaded, the panels below stand where they will. */
  vt-counting:not(:defined) {
    display: block;
    block-size: 18rem;
  }
  aside {
    min-inline-size: 0;
    border: 1px solid var(--vt-line);
    border-radius: calc(2 * var(--vt-radius));
    background: var(--vt-surface);
  }
  .panel {
    padding: 0 1.1rem;
  }
  .panel + .panel {
    border-block-start: 1px solid var(--vt-line);
  }
  .panel[open] {
    padding-block-end: 1.1rem;
  }
  summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 2.75rem;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: '';
    inline-size: 0.45rem;
    block-size: 0.45rem;
    margin-inline-end: 0.2rem;
    border: solid var(--vt-ink-soft);
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(45deg) translate(-0.1rem, -0.1rem);
    transition: transform 120ms;
  }
  [open] > summary::after {
    transform: rotate(-135deg) translate(-0.1rem, -0.1rem);
  }
  h2 {
    margin: 0;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .missing {
    display: grid;
    gap: 0.5rem;
    margin: 0;
    padding: 0.7rem 0.9rem;
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
    background: var(--vt-surface);
    color: var(--vt-ink);
    font-size: 0.875rem;
  }
  /* The page is one screen high where there is room: the stage takes what is left, the settings scroll. */
  @media (min-width: 64rem) and (min-height: 40rem) {
    :host {
      block-size: 100dvh;
    }
    aside {
      overflow-y: auto;
      scrollbar-width: thin;
    }
  }
  @media (max-width: 63.99rem) {
    main {
      grid-template-columns: minmax(0, 1fr);
      /* The picture takes no part of the room below, which the settings fill once they are known. */
      align-content: start;
    }
    vt-stage {
      flex: none;
      block-size: clamp(25rem, 62vw, 70dvh);
    }
  }
  @media (max-width: 44rem) {
    /* Two rows where one is too narrow: what must be scrolled to is not found. */
    nav {
      display: grid;
      grid-template-columns: repeat(4, auto);
      border-radius: 1.2rem;
    }
    .task {
      padding-inline: 0.25rem;
    }
    main {
      padding: 0 0.75rem 0.75rem;
      gap: 0.75rem;
    }
    .view {
      gap: 0.75rem;
    }
    vt-meter {
      min-block-size: 29rem;
    }
  }
`;
