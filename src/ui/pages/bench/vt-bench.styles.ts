import { css } from 'lit';

export const benchStyles = css`
  main {
    grid-template-columns: minmax(0, 1fr);
    max-inline-size: 100rem;
    margin-inline: auto;
  }
  /* The table has more columns than a page is wide: large screens show them all. */
  @media (min-width: 104rem) {
    .reports {
      inline-size: min(100vw - 4rem, 228rem);
      justify-self: center;
    }
  }
  p {
    margin: 0;
  }
  .lead {
    display: grid;
    gap: 0.25rem;
  }
  .truth,
  .examining {
    padding: 0.5rem 0.75rem;
    border-inline-start: 3px solid var(--vt-accent);
    background: var(--vt-surface);
  }
  .examining {
    color: var(--vt-ink-soft);
  }
  /* What is found has as many lines there: the plan below stays where it is. */
  @media (max-width: 44rem) {
    .truth,
    .examining {
      min-block-size: calc(4lh + 1rem);
    }
  }
  .empty {
    justify-items: center;
    text-align: center;
    color: var(--vt-ink-soft);
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem;
    padding: 0.75rem 1rem;
    border-radius: var(--vt-radius);
    background: var(--vt-warn-wash);
    overflow-wrap: anywhere;
  }
  .notice.bad {
    background: var(--vt-bad-wash);
  }
  .notice > div:not(.row),
  .notice > p {
    flex: 1 1 18rem;
  }
  pre {
    white-space: pre-wrap;
    font-size: 0.8125rem;
  }
  progress {
    inline-size: 100%;
    accent-color: var(--vt-accent);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  ul {
    margin: 0;
    padding: 0;
  }
  .names {
    display: grid;
    gap: 0.35rem;
    list-style: none;
  }
  .names li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem;
  }
  .name {
    flex: 1 1 12rem;
    overflow-wrap: anywhere;
  }
  .letter {
    inline-size: 1.6rem;
    text-align: center;
    border-radius: var(--vt-radius);
    background: var(--vt-accent-wash);
  }
  .scroll {
    overflow: auto;
  }
  table {
    border-collapse: collapse;
    font-size: 0.8125rem;
  }
  th,
  td {
    padding: 0.3rem 0.9rem 0.3rem 0;
    border-block-end: 1px solid var(--vt-line);
    text-align: start;
  }
  a {
    color: var(--vt-accent);
  }
  .conditions {
    padding-inline-start: 1.1rem;
    font-size: 0.875rem;
    color: var(--vt-ink-soft);
    overflow-wrap: anywhere;
  }
  .file {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .file input {
    max-inline-size: 100%;
  }
`;
