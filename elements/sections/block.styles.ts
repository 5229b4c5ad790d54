import { css } from 'lit';
import { innerTones } from './section-inner.styles.ts';

export const styles = css`
  ${innerTones}
  /* What a block has nothing to show in takes no room. */
  .section:has(.inner:state(empty)),
  .section:has(.inner:state(failed)) {
    display: none;
  }
`;
