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
  }
  .wall.upright {
    inline-size: 100vh;
    block-size: 100vw;
  }
  vt-stage,
  .held,
  .held canvas,
  video,
  .card {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  vt-stage {
    background: transparent;
  }
  .held {
    background: var(--kiosk-ground, #0a0b0d);
    transition: opacity 0s;
  }
  .held.fades {
    transition: opacity 0.6s;
  }
  .held canvas,
  video {
    object-fit: contain;
  }
  .held.gone {
    opacity: 0;
    pointer-events: none;
  }
  .card {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 1.5rem;
    padding: 10%;
    box-sizing: border-box;
    background: var(--kiosk-ground, #0a0b0d);
    font-size: clamp(1.5rem, 4vmin, 4rem);
    text-align: center;
  }
  .card img {
    max-inline-size: 40%;
    max-block-size: 40vh;
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
