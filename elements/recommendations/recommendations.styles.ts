import { css } from 'lit';

export const styles = css`
  :host(:state(empty)) {
    display: none !important;
  }
  /* A heading is seen with what it heads. */
  .waiting vitrine-product-grid::part(heading) {
    visibility: hidden;
  }
`;
