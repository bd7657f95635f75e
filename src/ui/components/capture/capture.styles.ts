import { css } from 'lit';

export const captureStyles = css`
  :host {
    display: grid;
    gap: 0.75rem;
  }
  .listens {
    margin: 0;
    font-size: 0.8125rem;
    color: var(--vt-bad);
  }
  .listens::before {
    content: '';
    display: inline-block;
    inline-size: 0.6rem;
    block-size: 0.6rem;
    margin-inline-end: 0.4rem;
    border-radius: 50%;
    background: currentColor;
  }
  button[aria-pressed='true'] {
    border-color: var(--vt-bad);
    color: var(--vt-bad);
  }
`;
