import { css } from 'lit';

export const benchStyles = css`
  main {
    grid-template-columns: minmax(0, 1fr);
  }
  p:not(.lead) {
    margin: 0;
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
  .beside {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(44rem, 100%), 1fr));
    gap: 0.75rem var(--vt-gap);
  }
  .beside > * {
    min-inline-size: 0;
  }
  .part {
    display: grid;
    gap: 0.75rem;
    align-content: start;
  }
  .empty {
    justify-items: center;
    text-align: center;
    color: var(--vt-ink-soft);
  }
  /* As high as the page below the plan. */
  @media (min-width: 56.01rem) {
    .empty {
      align-content: center;
      min-block-size: calc(100dvh - 33rem);
    }
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
