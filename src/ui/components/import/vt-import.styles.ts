import { css } from 'lit';

export const importStyles = css`
  dialog {
    inline-size: min(34rem, calc(100vw - 1.5rem));
    max-inline-size: none;
    max-block-size: calc(100dvh - 2rem);
    box-sizing: border-box;
    padding: 1.2rem 1.4rem;
    overflow-y: auto;
    border: 1px solid var(--vt-line);
    border-radius: calc(2 * var(--vt-radius));
    background: var(--vt-surface);
    color: var(--vt-ink);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.35);
  }
  .top {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-block-end: 0.5rem;
  }
  h2 {
    margin: 0;
    font-size: 1.15rem;
    font-weight: 600;
  }
  /* Focused by us when a step begins, so that it is read out; it takes no input. */
  #title:focus {
    outline: none;
  }
  vt-notice {
    margin-block-end: 0.8rem;
  }
  .choice {
    display: grid;
    justify-items: start;
    gap: 0.8rem;
    padding: 1.2rem;
    border: 1.5px dashed var(--vt-line-strong);
    border-radius: var(--vt-radius);
  }
  .choice p {
    margin: 0;
    text-wrap: pretty;
  }
  form,
  .fields,
  fieldset {
    display: grid;
    gap: 0.75rem;
    min-inline-size: 0;
  }
  fieldset {
    margin: 0;
    padding: 0.4rem 0.9rem 0.9rem;
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
  }
  legend {
    padding-inline: 0.3rem;
    font-size: 0.875rem;
    font-weight: 600;
  }
  .pair {
    grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
    align-items: end;
  }
  textarea {
    resize: vertical;
  }
  input:disabled {
    opacity: 0.6;
  }
  dl {
    margin: 0;
    font-size: 0.8125rem;
  }
  dt {
    color: var(--vt-ink-soft);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .caution {
    color: var(--vt-warn);
  }
  button.link {
    min-block-size: 1.6rem;
    padding: 0 0.3rem;
    border: 0;
    background: none;
    color: var(--vt-accent);
    font-size: inherit;
    text-decoration: underline;
  }
  .actions {
    position: sticky;
    inset-block-end: -1.2rem;
    display: flex;
    justify-content: end;
    gap: 0.6rem;
    margin-block-end: -1.2rem;
    padding-block: 0.7rem 1.2rem;
    background: var(--vt-surface);
  }
`;
