import { css } from 'lit';

export const lookPanelStyles = css`
  :host {
    display: grid;
    gap: 0.6rem;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 0.35rem;
    font-size: 0.8125rem;
    color: var(--vt-ink-soft);
  }
  .choice {
    position: relative;
    padding: 0.3rem 0.7rem;
    border: 1px solid var(--vt-line-strong);
    border-radius: 2rem;
    color: var(--vt-ink);
    cursor: pointer;
  }
  .choice:hover {
    background: var(--vt-accent-wash);
  }
  .choice.chosen {
    border-color: var(--vt-accent);
    background: var(--vt-accent);
    color: var(--vt-on-accent);
  }
  .choice:has(:focus-visible) {
    outline: 2px solid var(--vt-accent);
    outline-offset: 2px;
  }
  @media (pointer: coarse) {
    .choice {
      padding-block: 0.6rem;
    }
  }
`;
