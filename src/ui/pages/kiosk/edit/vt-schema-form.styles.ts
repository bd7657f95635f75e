import { css } from 'lit';

export const schemaFormStyles = css`
  .fields {
    display: grid;
    gap: 0.75rem;
    min-inline-size: 0;
  }
  details {
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
    background: var(--vt-surface);
  }
  details > .fields {
    padding: 0.25rem 0.75rem 0.75rem;
  }
  summary {
    padding: 0.5rem 0.75rem;
    font-weight: 600;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  /* Names of fields stand within sentences, too ("Add branding"); items are called by their ids. */
  label,
  legend {
    display: block;
  }
  label::first-letter,
  legend::first-letter,
  .fields > details > summary::first-letter {
    text-transform: uppercase;
  }
  input::placeholder {
    color: var(--vt-ink-soft);
    opacity: 1;
  }
  ol {
    display: grid;
    gap: 0.5rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto auto;
    gap: 0.25rem;
    align-items: start;
  }
  li details {
    min-inline-size: 0;
  }
  .text {
    display: grid;
    grid-template-columns: 5rem 1fr auto;
    gap: 0.25rem;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    margin: 0;
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
  }
  legend {
    font-size: 0.8125rem;
    color: var(--vt-ink-soft);
  }
`;
