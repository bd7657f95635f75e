import { css } from 'lit';

export const editStyles = css`
  p {
    margin: 0;
  }
  .panes {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--vt-gap);
    align-items: start;
  }
  /* Nothing is there yet: in one column the form would push the text away. */
  .panes[hidden] {
    display: none;
  }
  @media (max-width: 60rem) {
    .panes {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  section {
    display: grid;
    gap: 0.75rem;
    min-inline-size: 0;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: end;
  }
  textarea {
    inline-size: 100%;
    block-size: max(24rem, 100dvh - 14rem);
    padding: 0.6rem;
    border: 1px solid var(--vt-line-strong);
    border-radius: var(--vt-radius);
    background: var(--vt-surface);
    color: var(--vt-ink);
    font:
      0.8125rem/1.5 ui-monospace,
      monospace;
    white-space: pre;
    overflow: auto;
    resize: vertical;
  }
  iframe {
    inline-size: 100%;
    aspect-ratio: 16 / 9;
    border: 1px solid var(--vt-line);
    border-radius: var(--vt-radius);
    background: #0a0b0d;
  }
  ul {
    display: grid;
    gap: 0.25rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li button {
    inline-size: 100%;
    justify-content: start;
    border-color: var(--vt-bad);
    background: var(--vt-bad-wash);
    color: var(--vt-bad);
    text-align: start;
  }
  .sticky {
    position: sticky;
    inset-block-start: 0.5rem;
  }
  /* One column: the preview goes on before the form, or nobody would see what a change does. */
  @media (max-width: 60rem) {
    .sticky {
      display: contents;
    }
    iframe {
      position: sticky;
      inset-block-start: 0.5rem;
      z-index: 1;
      order: -1;
    }
  }
`;
