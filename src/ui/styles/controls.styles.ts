import { css } from 'lit';
import { unseen } from './unseen.styles.ts';

/** Buttons, fields and switches as all panels use them. */
export const controlStyles = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  button,
  select,
  input,
  textarea {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  select {
    font-size: 0.9375rem;
  }
  :focus-visible {
    outline: 2px solid var(--vt-accent);
    outline-offset: 2px;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45rem;
    min-block-size: 2.25rem;
    padding: 0.3rem 0.8rem;
    border: 1px solid var(--vt-line-strong);
    border-radius: var(--vt-radius);
    background: var(--vt-raised);
    font-size: 0.9375rem;
    cursor: pointer;
    transition: background-color 120ms;
  }
  button:hover {
    background: var(--vt-accent-wash);
  }
  button:disabled {
    opacity: 0.5;
    cursor: not-allowed;
  }
  button.primary {
    border-color: var(--vt-accent);
    background: var(--vt-accent);
    color: var(--vt-on-accent);
  }
  button.quiet {
    border-color: transparent;
    background: none;
  }
  select,
  input[type='text'],
  input[type='number'],
  input[type='password'],
  textarea {
    inline-size: 100%;
    min-block-size: 2.25rem;
    padding: 0.3rem 0.5rem;
    border: 1px solid var(--vt-line-strong);
    border-radius: var(--vt-radius);
    background: var(--vt-raised);
    text-overflow: ellipsis;
  }
  input[type='file'] {
    max-inline-size: 100%;
    font-size: 0.875rem;
  }
  ::file-selector-button {
    min-block-size: 2.25rem;
    margin-inline-end: 0.6rem;
    padding: 0.3rem 0.8rem;
    border: 1px solid var(--vt-line-strong);
    border-radius: var(--vt-radius);
    background: var(--vt-raised);
    color: var(--vt-ink);
    font: inherit;
    cursor: pointer;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  label,
  .label {
    font-size: 0.8125rem;
    color: var(--vt-ink-soft);
  }
  .field {
    display: grid;
    gap: 0.25rem;
    min-inline-size: 0;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
    gap: 0.75rem;
  }
  .switch {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: 2rem;
    color: var(--vt-ink);
    font-size: 0.875rem;
    cursor: pointer;
  }
  input[type='checkbox'],
  input[type='radio'] {
    inline-size: 1.1rem;
    block-size: 1.1rem;
    flex: none;
    accent-color: var(--vt-accent);
  }
  .range {
    display: grid;
    grid-template-columns: 1fr auto;
    column-gap: 0.75rem;
    align-items: center;
  }
  .range label {
    grid-column: 1;
  }
  .range output {
    grid-column: 2;
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
  .range input {
    grid-column: 1 / -1;
    inline-size: 100%;
    block-size: 1.5rem;
    accent-color: var(--vt-accent);
  }
  .hint {
    margin: 0;
    font-size: 0.8125rem;
    color: var(--vt-ink-soft);
  }
  .stack {
    display: grid;
    gap: 0.75rem;
  }
  svg.icon {
    inline-size: 1.15em;
    block-size: 1.15em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .hidden {
    ${unseen}
  }
  /* Fingers need 44 px, whatever the page's scale. */
  @media (pointer: coarse) {
    button,
    select,
    summary,
    .switch,
    .choice,
    .tab,
    input:not([type='checkbox'], [type='radio'], .hidden) {
      min-block-size: max(2.75rem, 44px) !important;
      min-inline-size: 44px;
    }
    li > label {
      min-block-size: 44px;
    }
  }
  /* Backgrounds are gone then: what is chosen has to be told by a line. */
  @media (forced-colors: active) {
    .chosen,
    [aria-pressed='true'],
    [aria-current='page'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    button.primary {
      border-width: 2px;
    }
    progress,
    input[type='range'] {
      forced-color-adjust: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      transition: none !important;
      animation: none !important;
    }
  }
`;
