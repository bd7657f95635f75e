import { css } from 'lit';

export const sourcePickerStyles = css`
  :host {
    display: grid;
    gap: 0.75rem;
  }
  fieldset {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: 0.25rem;
    margin: 0;
    padding: 0.2rem;
    border: 1px solid var(--vt-line);
    border-radius: calc(var(--vt-radius) + 0.2rem);
  }
  .tab {
    display: grid;
    justify-items: center;
    gap: 0.1rem;
    padding: 0.4rem 0.2rem;
    border-radius: var(--vt-radius);
    color: var(--vt-ink);
    cursor: pointer;
    position: relative;
  }
  .tab svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }
  .tab:hover {
    background: var(--vt-accent-wash);
  }
  .tab.chosen {
    background: var(--vt-accent-wash);
    color: var(--vt-accent);
  }
  .tab:has(:focus-visible) {
    outline: 2px solid var(--vt-accent);
  }
`;
