import { css } from 'lit';

export const captureStyles = css`
  :host {
    display: grid;
    gap: 0.75rem;
  }
  button[aria-pressed='true'] {
    border-color: var(--vt-bad);
    color: var(--vt-bad);
  }
`;
