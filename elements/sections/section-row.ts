import { css, html, type TemplateResult } from 'lit';

/** A row that scrolls sideways by touch, wheel, and keys once it has the focus; `items` are list items. */
export const rowOf = (name: string, items: readonly TemplateResult[]): TemplateResult =>
  html`<div class="row" tabindex="0" role="group" aria-label=${name}>
    <ul>
      ${items}
    </ul>
  </div>`;

/** Styles of what `rowOf` draws: it reaches the edges of its section, so that what is cut off says that there is more. */
export const rowStyles = css`
  .row {
    margin-inline: calc(var(--edge) * -1);
    padding: 4px var(--edge) var(--space-4);
    scroll-padding-inline: var(--edge);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .row > ul {
    display: contents;
  }
  .row > ul > li {
    min-inline-size: 0;
    scroll-snap-align: start;
  }
`;
