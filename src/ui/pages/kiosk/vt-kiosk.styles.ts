import { css } from 'lit';

/** The whole window in any of four directions; nothing on it looks as if one could press it. */
export const kioskStyles = css`
  :host {
    position: fixed;
    inset: 0;
    overflow: hidden;
    background: var(--kiosk-ground, #0a0b0d);
    color: var(--kiosk-ink, #f1efe9);
    color-scheme: dark;
    font-family: var(--kiosk-font, var(--vt-sans));
    cursor: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
    touch-action: none;
  }
  .wall {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: 50%;
    inline-size: 100vw;
    block-size: 100vh;
    transform: translate(-50%, -50%) rotate(var(--kiosk-turn, 0deg));
    container-type: size;
  }
  .wall.upright {
    inline-size: 100vh;
    block-size: 100vw;
  }
  .pictures {
    position: absolute;
    inset: 0;
    display: grid;
    grid-auto-rows: minmax(0, 1fr);
    grid-auto-columns: minmax(0, 1fr);
    gap: 0.25rem;
  }
  /* Two beside each other, or one above the other on an upright wall. */
  .side-by-side[data-count='2'] {
    grid-auto-flow: column;
  }
  /* The first one large, the others beside it. */
  .side-by-side[data-count='3'] {
    grid-template: repeat(2, minmax(0, 1fr)) / minmax(0, 2fr) minmax(0, 1fr);
  }
  .side-by-side[data-count='3'] > :first-child {
    grid-row: span 2;
  }
  .side-by-side[data-count='4'] {
    grid-template: repeat(2, minmax(0, 1fr)) / repeat(2, minmax(0, 1fr));
  }
  @container (orientation: portrait) {
    .side-by-side[data-count='2'],
    .side-by-side[data-count='3'] {
      grid-template: none;
      grid-auto-flow: row;
    }
    .side-by-side[data-count='3'] > :first-child {
      grid-row: auto;
    }
  }
  /* The first one fills the wall, the others lie over its edge, one below the other. */
  .picture-in-picture {
    grid-template: repeat(3, minmax(0, 1fr)) / minmax(0, 30cqi) minmax(0, 1fr);
    gap: 0.75rem;
    padding: 1.25rem 1.25rem 4rem;
  }
  .picture-in-picture > :first-child {
    position: absolute;
    inset: 0;
  }
  .picture-in-picture > :not(:first-child) {
    grid-column: 1;
    aspect-ratio: 16 / 9;
    max-inline-size: 100%;
    max-block-size: 100%;
    justify-self: start;
    outline: 2px solid var(--kiosk-ground, #0a0b0d);
    background: var(--kiosk-ground, #0a0b0d);
  }
  .former {
    position: absolute;
    inset: 0;
    background: var(--kiosk-ground, #0a0b0d);
    pointer-events: none;
  }
  .former.gone {
    opacity: 0;
  }
  /* There at once, but slowly gone. */
  .former.gone.fades {
    transition: opacity 0.6s;
  }
  .words {
    position: absolute;
    inset: auto 5% 4rem;
    margin: 0 auto;
    inline-size: fit-content;
    max-inline-size: 40em;
    padding: 0.5em 0.9em;
    border-inline-start: 0.25em solid var(--kiosk-accent, #63c7ba);
    background: rgb(10 11 13 / 0.82);
    color: #f1efe9;
    font-size: clamp(1.125rem, 2.6vmin, 2.5rem);
    line-height: 1.35;
  }
  .logo {
    position: absolute;
    inset: 1.25rem 1.25rem auto auto;
    max-inline-size: 18%;
    max-block-size: 12%;
  }
  .privacy {
    position: absolute;
    inset: auto 0 0;
    margin: 0;
    padding: 0.5rem 1.25rem;
    background: rgb(10 11 13 / 0.82);
    color: #d6d4ce;
    font-size: clamp(0.875rem, 1.6vmin, 1.5rem);
    text-align: center;
  }
`;
