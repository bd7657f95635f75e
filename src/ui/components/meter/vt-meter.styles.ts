import { css, unsafeCSS } from 'lit';

/** A figure's room is four digits wide; a class for each half of a digit that it does not need. */
const spares = unsafeCSS([1, 2, 3, 4, 5, 6].map((n) => `.spare-${n} { --spare: ${-n / 2}ch; }`).join('\n'));

export const meterStyles = css`
  /* The card is as high as the room that is kept for it. */
  :host {
    display: grid;
    container-type: inline-size;
    font-variant-numeric: tabular-nums;
  }
  section {
    padding: 0.9rem 1.1rem 0.7rem;
    border: 1px solid var(--vt-line);
    border-radius: calc(2 * var(--vt-radius));
    background: var(--vt-surface);
  }
  dl,
  dd,
  p,
  figure {
    margin: 0;
  }
  .figures {
    display: grid;
    grid-template-columns: minmax(0, 1.05fr) minmax(0, 1fr) minmax(0, 1fr);
    gap: 0.9rem 1.75rem;
  }
  dt,
  .title,
  th,
  figcaption {
    font-size: 0.75rem;
    font-weight: 400;
    color: var(--vt-ink-soft);
  }
  .rates {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.7rem 1rem;
    align-content: start;
  }
  .rates dd {
    white-space: nowrap;
  }
  .rates span {
    display: inline-block;
    min-inline-size: 4ch;
  }
  /* A unit stands at its figure, which has room to grow: what is moved so moves nothing else. */
  .rates .unit {
    min-inline-size: 0;
    transform: translateX(var(--spare, 0px));
  }
  ${spares}
  .rates .unit:dir(rtl) {
    transform: translateX(calc(-1 * var(--spare, 0px)));
  }
  .rates .main dd {
    font-size: 1.7rem;
    font-weight: 500;
    line-height: 1.2;
    letter-spacing: -0.02em;
  }
  small {
    margin-inline-start: 0.25em;
    font-size: 0.75rem;
    font-weight: 400;
    letter-spacing: 0;
    color: var(--vt-ink-soft);
  }
  .title span {
    margin-inline-start: 0.6em;
    color: var(--vt-ink);
  }
  .bar {
    display: block;
    inline-size: 100%;
    block-size: 0.85rem;
    margin-block: 0.35rem 0.5rem;
    border-radius: 2px;
    background: var(--vt-line);
  }
  .stages dl {
    display: grid;
    grid-template-columns: 1fr 1fr;
    column-gap: 1.25rem;
  }
  .stages dl div {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    font-size: 0.8125rem;
  }
  /* Figures grow and shrink in a room of their own, so that nothing beside them moves. */
  .stages dd {
    flex: none;
    inline-size: 3.2em;
    text-align: end;
  }
  .stages dt::before {
    content: '';
    display: inline-block;
    inline-size: 0.6rem;
    block-size: 0.6rem;
    margin-inline-end: 0.45rem;
    border-radius: 2px;
    background: var(--hue);
  }
  rect {
    fill: var(--hue);
  }
  .capture {
    --hue: var(--vt-stage-capture);
  }
  .preprocess {
    --hue: var(--vt-stage-preprocess);
  }
  .inference {
    --hue: var(--vt-stage-inference);
  }
  .decode {
    --hue: var(--vt-stage-decode);
  }
  .draw {
    --hue: var(--vt-stage-draw);
  }
  table {
    table-layout: fixed;
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.8125rem;
  }
  th {
    text-align: start;
    padding: 0;
  }
  th:first-child {
    inline-size: 37%;
  }
  td,
  thead th + th {
    text-align: end;
    padding: 0.05rem 0;
  }
  figure svg {
    display: block;
    inline-size: 100%;
    block-size: 2.1rem;
    margin-block: 0.3rem 0.1rem;
    border-block-end: 1px solid var(--vt-line);
    overflow: hidden;
  }
  path {
    fill: none;
    stroke: var(--vt-accent);
    stroke-width: 1.25;
    vector-effect: non-scaling-stroke;
  }
  /* Two lines are kept: the first frame has more to say than no model. */
  .conditions {
    min-block-size: 2lh;
    margin-block-start: 0.6rem;
    padding-block-start: 0.45rem;
    border-block-start: 1px solid var(--vt-line);
    font-size: 0.8125rem;
    color: var(--vt-ink-soft);
  }
  .conditions span + span::before {
    content: ' · ';
    color: var(--vt-ink-soft);
    font-weight: 400;
  }
  .conditions .counts {
    display: inline-block;
    min-inline-size: 13em;
    margin-inline-start: 0.3em;
  }
  .conditions vt-accuracy {
    --vt-before-accuracy: ' · ';
  }
  .caution {
    color: var(--vt-warn);
    font-weight: 600;
  }
  @container (max-width: 52rem) {
    .figures {
      grid-template-columns: 1fr 1fr;
    }
    .rates {
      grid-column: 1 / -1;
    }
  }
  @container (max-width: 34rem) {
    section {
      padding-inline: 0.8rem;
    }
    .figures {
      grid-template-columns: minmax(0, 1fr);
    }
    .rates .main dd {
      font-size: 1.45rem;
    }
    .conditions {
      min-block-size: 4lh;
    }
  }
`;
