import { css } from 'lit';

export const planStyles = css`
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 0.35rem;
    font-weight: 600;
  }
  .presets,
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
    gap: 0.5rem;
  }
  .presets {
    grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
  }
  .preset {
    display: grid;
    grid-template-columns: auto 1fr;
    align-content: start;
    gap: 0.1rem 0.6rem;
    padding: 0.6rem;
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
    color: var(--vt-ink);
    cursor: pointer;
  }
  .preset:has(:checked) {
    border-color: var(--vt-accent);
    background: var(--vt-accent-wash);
  }
  .preset small {
    grid-column: 2;
    color: var(--vt-ink-soft);
    font-size: 0.8125rem;
  }
  .choices .switch {
    min-block-size: 1.8rem;
  }
  details {
    display: grid;
  }
  summary {
    cursor: pointer;
    inline-size: fit-content;
    min-block-size: 1.75rem;
  }
  .stack {
    padding-block-start: 0.6rem;
  }
  /* Known only once the machine was examined: their room is kept. */
  .left-out {
    min-block-size: 1.75rem;
  }
  .run {
    min-inline-size: 10rem;
  }
  .row > .hint {
    flex: 1 1 12rem;
    min-block-size: 1lh;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem;
  }
  p {
    margin: 0;
  }
  ul {
    margin: 0;
    padding-inline-start: 1.1rem;
    font-size: 0.8125rem;
    overflow-wrap: anywhere;
  }
  .bad {
    color: var(--vt-bad);
  }
  input[type='number'] {
    inline-size: 6rem;
    min-block-size: 2.25rem;
  }
`;
