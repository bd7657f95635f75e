import { css } from 'lit';

export const pictureStyles = css`
  :host {
    display: block;
    position: relative;
    min-inline-size: 0;
    min-block-size: 0;
    overflow: hidden;
    container-type: size;
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
  }
  .held canvas,
  video {
    object-fit: contain;
  }
  .held.gone {
    opacity: 0;
    pointer-events: none;
  }
  /* There at once, but slowly gone. */
  .held.gone.fades {
    transition: opacity 0.6s;
  }
  .card {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 1.5rem;
    padding: 10%;
    box-sizing: border-box;
    background: var(--kiosk-ground, #0a0b0d);
    font-size: clamp(1rem, 4cqmin, 4rem);
    text-align: center;
  }
  .card img {
    max-inline-size: 40%;
    max-block-size: 40cqb;
  }
`;
