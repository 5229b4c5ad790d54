import { html, nothing } from 'lit';
import type { CallToActionContent } from '../../edge-api/contract/sections/call-to-action.ts';
import { styles } from './call-to-action.styles.ts';
import { actionsOf, headingOf, paragraphsOf, pictureOf, type SectionView } from './section-view.ts';

/** How wide its picture is, as `sizes` has it. */
const sizesOf = (variant: string): string =>
  variant === 'banner' ? '160px' : variant === 'centred' ? '440px' : '(min-width: 760px) 50vw, 100vw';

export const section: SectionView<CallToActionContent> = {
  styles,
  render({ eyebrow, heading, text, actions, note, picture }, { variant, level, first }) {
    const shown = pictureOf(picture, { first, sizes: sizesOf(variant) });
    const look = variant === 'card' ? 'panel' : variant;
    return html`<div class="call ${look} ${shown === nothing ? 'bare' : 'pictured'}">
      <div class="text">
        <div class="say">
          ${eyebrow ? html`<p class="eyebrow" part="eyebrow">${eyebrow}</p>` : nothing} ${headingOf(level, heading)}
          ${text ? html`<div class="lead" part="intro">${paragraphsOf(text)}</div>` : nothing}
        </div>
        <div class="do">${actionsOf(actions)} ${note ? html`<p class="note">${note}</p>` : nothing}</div>
      </div>
      ${shown}
    </div>`;
  },
};
