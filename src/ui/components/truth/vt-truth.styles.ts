import { css } from 'lit';

export const truthStyles = css`
  :host {
    display: grid;
    gap: 0.9rem;
    font-size: 0.8125rem;
  }
  section {
    display: grid;
    gap: 0.45rem;
    justify-items: start;
  }
  h3 {
    margin: 0;
    font-size: 0.8125rem;
    font-weight: 600;
  }
  p,
  ul,
  dl,
  dd {
    margin: 0;
  }
  .advice {
    padding: 0.6rem 0.75rem;
    border-inline-start: 3px solid var(--vt-accent);
    background: var(--vt-accent-wash);
    color: var(--vt-ink);
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.2rem 0.8rem;
    justify-self: stretch;
  }
  dt {
    color: var(--vt-ink-soft);
  }
  dd {
    overflow-wrap: anywhere;
  }
  ul {
    padding-inline-start: 1.1rem;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
    justify-content: space-between;
    justify-self: stretch;
  }
`;
