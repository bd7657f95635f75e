import { css } from 'lit';
import { pageStyles } from './page.styles.ts';

/** A page of pictures with the choices below them. */
export const setupStyles = [
  pageStyles,
  css`
    .setup {
      display: grid;
      grid-template-columns: minmax(0, 22rem) minmax(0, 1fr);
      gap: var(--vt-gap);
      align-items: start;
    }
    .setup > * {
      min-inline-size: 0;
    }
    @media (max-width: 56rem) {
      .setup {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
];
