import { css } from 'lit';

/** A dialog in the middle of the page, with a title and a way out at its top. */
export const dialogStyles = css`
  dialog {
    max-inline-size: min(30rem, calc(100vw - 2rem));
    padding: 1.4rem 1.6rem;
    border: 1px solid var(--vt-line);
    border-radius: calc(2 * var(--vt-radius));
    background: var(--vt-surface);
    color: var(--vt-ink);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.5);
  }
  .top {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  h2 {
    margin: 0;
    font-size: 1.15rem;
    font-weight: 600;
  }
`;
