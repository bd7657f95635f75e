import { css } from 'lit';

export const panesStyles = css`
  :host {
    display: grid;
    gap: var(--vt-gap);
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
    gap: var(--vt-gap);
  }
  form,
  .budget {
    display: grid;
    gap: 0.75rem 1.5rem;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    align-items: end;
    padding: 1rem 1.1rem;
    border: 1px solid var(--vt-line);
    border-radius: calc(2 * var(--vt-radius));
    background: var(--vt-surface);
  }
  /* Seen wherever on the page a person drops something. */
  .news {
    position: sticky;
    inset-block-start: 0.75rem;
    z-index: 5;
    display: grid;
    gap: 0.5rem;
    border-radius: var(--vt-radius);
    background: var(--vt-surface);
  }
  .ask {
    display: grid;
    gap: 0.6rem;
    padding: 0.8rem 0.9rem;
    border: 1px solid var(--vt-accent);
    border-radius: var(--vt-radius);
  }
  .ask p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .ask div {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  form > button {
    justify-self: start;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    grid-column: 1 / -1;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-size: 0.8125rem;
    color: var(--vt-ink-soft);
  }
`;
