import { css } from 'lit';

export const welcomeStyles = css`
  :host {
    display: grid;
    place-items: center;
    padding: 1.25rem;
    background: #0a0b0d;
    color: #f1efe9;
    container-type: inline-size;
  }
  section {
    display: grid;
    gap: 0.9rem;
    max-inline-size: 38rem;
    text-align: center;
  }
  h2 {
    margin: 0;
    font-size: clamp(1.35rem, 5cqi, 2.4rem);
    font-weight: 500;
    letter-spacing: -0.02em;
    line-height: 1.15;
    text-wrap: balance;
  }
  p {
    margin: 0;
    color: #b9b8b3;
    text-wrap: pretty;
  }
  .again {
    color: #e3b364;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.6rem;
    margin-block-start: 0.4rem;
  }
  button {
    border-color: #5d6269;
    background: #1d2024;
    color: #f1efe9;
  }
  button:hover {
    background: #2b3036;
  }
  button.primary {
    border-color: #63c7ba;
    background: #63c7ba;
    color: #06201d;
  }
  button.primary:hover {
    background: #7ed6ca;
  }
  :focus-visible {
    outline-color: #63c7ba;
  }
`;
