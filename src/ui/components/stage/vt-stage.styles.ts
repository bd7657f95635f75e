import { css } from 'lit';

/** The stage is dark in both themes, as a viewfinder is. */
export const stageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    overflow: hidden;
    border-radius: calc(2 * var(--vt-radius));
    background: #0a0b0d;
    box-shadow: inset 0 0 0 1px #23262b;
    color: #f1efe9;
    color-scheme: dark;
    container-type: inline-size;
  }
  :host(:fullscreen),
  :host([bare]) {
    border-radius: 0;
    box-shadow: none;
  }
  .picture {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }
  .canvas,
  .overlay,
  slot[name='welcome']::slotted(*) {
    position: absolute;
    inset: 0;
  }
  .overlay {
    overflow: hidden;
    pointer-events: none;
    --vt-badge-top: 0.75rem;
  }
  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    /* What is written onto a picture begins where its box does. */
    direction: ltr;
  }
  footer {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-block-size: 3rem;
    padding: 0.25rem 0.5rem 0.25rem 0.9rem;
    border-block-start: 1px solid #23262b;
  }
  .readout {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .tools {
    display: flex;
    flex: none;
  }
  .tools button {
    min-inline-size: 2.4rem;
    padding-inline: 0.4rem;
    color: #d6d4ce;
  }
  .tools button:hover:not(:disabled) {
    background: #23262b;
  }
  .tools button[aria-pressed='true'] {
    color: #63c7ba;
  }
  :focus-visible {
    outline-color: #63c7ba;
  }
  .chip {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline-start: 0.75rem;
    max-inline-size: min(70%, 40rem);
    display: flex;
    align-items: baseline;
    gap: 0.6rem;
    margin: 0;
    padding: 0.3rem 0.7rem;
    border-radius: var(--vt-radius);
    background: rgb(10 11 13 / 0.78);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
  .chip span {
    min-inline-size: 0;
    overflow: hidden;
    color: #c9c7c1;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .chip b {
    font-weight: 600;
    white-space: nowrap;
  }
  .chip b.live::before {
    content: '';
    display: inline-block;
    inline-size: 0.5rem;
    block-size: 0.5rem;
    margin-inline-end: 0.4rem;
    border-radius: 50%;
    background: #e5534b;
  }
  .chip b.warn {
    color: #e3b364;
  }
  .paused {
    position: absolute;
    inset: auto 0 45%;
    margin: 0;
    text-align: center;
    font-size: 1.75rem;
    font-weight: 500;
    text-shadow: 0 0 0.5rem #000;
    pointer-events: none;
  }
  .messages {
    position: absolute;
    inset: auto 0.75rem 0.75rem;
    display: grid;
    gap: 0.5rem;
    justify-items: center;
  }
  .messages > *,
  ::slotted([slot='message']) {
    box-sizing: border-box;
    inline-size: min(100%, 34rem);
  }
  /* What is loaded needs a second line there at times. */
  @container (max-width: 30rem) {
    .messages > .card {
      min-block-size: 4.25rem;
    }
  }
  .card {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
    padding: 0.6rem 0.9rem;
    border: 1px solid #33373d;
    border-radius: var(--vt-radius);
    background: rgb(18 20 23 / 0.92);
    font-size: 0.875rem;
  }
  .card vt-progress {
    flex: 1;
  }
  @container (max-width: 30rem) {
    .chip {
      max-inline-size: 62%;
    }
    footer {
      flex-wrap: wrap;
      gap: 0 0.75rem;
      padding-block: 0.4rem 0.1rem;
    }
    .readout {
      flex-basis: 100%;
      min-block-size: 1.4em;
      -webkit-line-clamp: 1;
    }
    .tools {
      inline-size: 100%;
      justify-content: space-between;
    }
  }
`;
