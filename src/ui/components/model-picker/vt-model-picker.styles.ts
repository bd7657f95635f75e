import { css } from 'lit';

export const modelPickerStyles = css`
  :host {
    display: block;
  }
  ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    padding: 0.65rem 0.75rem;
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
    background: var(--vt-raised);
  }
  li.chosen {
    border-color: var(--vt-accent);
  }
  li > label {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.1rem 0.6rem;
    align-items: center;
    cursor: pointer;
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.6rem;
    align-items: baseline;
    font-size: 0.9375rem;
    font-weight: 500;
    color: var(--vt-ink);
  }
  .title em {
    font-size: 0.8125rem;
    font-style: normal;
    font-weight: 400;
    color: var(--vt-ink-soft);
  }
  .title em.caution,
  .caution {
    color: var(--vt-warn);
  }
  .summary {
    grid-column: 2;
    text-wrap: pretty;
  }
  .facts {
    margin: 0 0 0 1.7rem;
    font-size: 0.75rem;
    color: var(--vt-ink-soft);
    font-variant-numeric: tabular-nums;
  }
  .facts span + span::before {
    content: '· ';
  }
  /* How right it is comes late and is long: it has what is left of this line, and pushes nothing down. */
  .sizes {
    display: flex;
    gap: 0.3em;
    margin-block-start: -0.5rem;
    white-space: nowrap;
  }
  .sizes vt-accuracy {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    --vt-before-accuracy: '· ';
  }
  .own {
    display: grid;
    gap: 0.5rem;
    margin-block: 0.9rem;
  }
  h3 {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.6rem;
    align-items: baseline;
    margin: 0;
    font-size: 0.875rem;
    font-weight: 600;
  }
  h3 em {
    font-size: 0.75rem;
    font-style: normal;
    font-weight: 400;
    color: var(--vt-ink-soft);
  }
  .own > button {
    justify-self: start;
  }
  .options {
    display: grid;
    gap: 0.6rem;
    padding-block-start: 0.6rem;
    border-block-start: 1px solid var(--vt-line);
  }
  code {
    font-size: 0.9em;
  }
  li > button,
  li > vt-progress,
  li > .hint {
    margin-inline-start: 1.7rem;
    justify-self: start;
  }
  li > vt-progress {
    justify-self: stretch;
  }
`;
