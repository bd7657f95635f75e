import { css } from 'lit';

export const kioskStartStyles = css`
  p:not(.lead) {
    margin: 0;
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
    gap: var(--vt-gap);
  }
  li {
    margin-block: 0.35rem;
  }
  code {
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  a {
    color: var(--vt-accent);
  }
  a.primary {
    justify-self: start;
    align-self: end;
    padding: 0.4rem 0.9rem;
    border-radius: var(--vt-radius);
    background: var(--vt-accent);
    color: var(--vt-on-accent);
    text-decoration: none;
  }
`;
