import { css } from 'lit';

/**
 * Cards in rows that are always full, however many there are: where the last row would have gaps, the first cards are wider.
 * Two rows of two for four, two and three for five, two rows of two and one of three for seven.
 */
export const evenStyles = css`
  .even {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
  }
  @container section (inline-size >= 560px) {
    .even {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .even:where(:has(> :last-child:nth-child(odd))) > :where(:first-child) {
      grid-column: 1 / -1;
    }
  }
  @container section (inline-size >= 920px) {
    .section:not([data-width='narrow']) .even {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
    .section:not([data-width='narrow']) .even > * {
      grid-column: span 2;
    }
    .section:not([data-width='narrow']) .even > :only-child {
      grid-column: 1 / -1;
    }
    .section:not([data-width='narrow']) .even:has(> :last-child:nth-child(3n + 2)) > :nth-child(-n + 2),
    .section:not([data-width='narrow']) .even:has(> :last-child:nth-child(3n + 4)) > :nth-child(-n + 4) {
      grid-column: span 3;
    }
  }
`;
