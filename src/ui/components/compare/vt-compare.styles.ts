import { css } from 'lit';

export const compareStyles = css`
  :host {
    display: grid;
    gap: var(--vt-gap, 1rem);
    container-type: inline-size;
  }
  .news {
    position: sticky;
    inset-block-start: 0.75rem;
    z-index: 5;
  }
  .pictures {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    block-size: var(--vt-compare-height, clamp(16rem, 56cqi, 62dvh));
    overflow: hidden;
    /* A is on the left in every language, as its letter is. */
    direction: ltr;
    border-radius: calc(2 * var(--vt-radius, 0.375rem));
    background: #0a0b0d;
    color: #f1efe9;
  }
  .pictures > * {
    grid-area: 1 / 1;
  }
  .pictures.side {
    grid-template-columns: 1fr 1fr;
    gap: 2px;
  }
  .side .b {
    grid-area: 1 / 2;
  }
  .pictures.divider vt-stage.b {
    clip-path: inset(0 0 0 calc(var(--position) * 100%));
  }
  .difference .b {
    visibility: hidden;
  }
  .difference .a {
    filter: brightness(0.55) saturate(0.4);
  }
  vt-stage {
    min-block-size: 0;
  }
  canvas {
    /* The dimmed stage is a layer of its own, which would lie on top. */
    position: relative;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
    object-fit: contain;
    pointer-events: none;
  }
  .tag {
    position: absolute;
    inset-block-end: 0.6rem;
    margin: 0;
    padding: 0.15rem 0.6rem;
    border-radius: 1rem;
    background: rgb(10 11 13 / 0.8);
    font-size: 0.8125rem;
    font-weight: 600;
    pointer-events: none;
  }
  .tag.a {
    left: 0.6rem;
  }
  .tag.b {
    right: 0.6rem;
  }
  .loading {
    position: absolute;
    inset: 0.5rem 0.5rem auto;
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 1rem;
    pointer-events: none;
  }
  .loading vt-progress {
    padding: 0.4rem 0.6rem;
    border-radius: var(--vt-radius);
    background: var(--vt-surface);
    color: var(--vt-ink);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem 1.25rem;
  }
  .views {
    display: flex;
  }
  .views button {
    border-radius: 0;
  }
  .views button + button {
    border-inline-start: 0;
  }
  .views button:first-child {
    border-start-start-radius: var(--vt-radius);
    border-end-start-radius: var(--vt-radius);
  }
  .views button:last-child {
    border-start-end-radius: var(--vt-radius);
    border-end-end-radius: var(--vt-radius);
  }
  .views button[aria-pressed='true'] {
    border-color: var(--vt-accent);
    background: var(--vt-accent);
    color: var(--vt-on-accent);
  }
  .agreement {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
  .agreement b {
    display: inline-block;
    min-inline-size: 9.5em;
    font-size: 1.35rem;
    font-weight: 500;
  }
  .agreement span {
    font-size: 0.8125rem;
    color: var(--vt-ink-soft);
  }
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--vt-gap, 1rem);
    align-items: start;
  }
  h3 {
    margin: 0 0 0.4rem;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  h3 span {
    display: inline-block;
    margin-inline-start: 0.4em;
    font-size: 0.8125rem;
    font-weight: 400;
    color: var(--vt-ink-soft);
  }
  section > * + * {
    margin-block-start: 0.5rem;
  }
  .sides:dir(rtl) section:first-child {
    order: 1;
  }
  /* What comes of the first frames takes as many lines. */
  @container (max-width: 34rem) {
    .agreement {
      inline-size: 100%;
      min-block-size: 4.75rem;
    }
  }
  @container (max-width: 44rem) {
    .sides {
      grid-template-columns: minmax(0, 1fr);
    }
    .sides:dir(rtl) section:first-child {
      order: 0;
    }
  }
`;
