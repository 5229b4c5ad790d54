import { html, nothing } from 'lit';
import type { HeroContent } from '../../edge-api/contract/sections/hero.ts';
import { styles } from './hero.styles.ts';
import { actionsOf, headingOf, paragraphsOf, pictureOf, type SectionView } from './section-view.ts';

export const section: SectionView<HeroContent> = {
  styles,
  render({ eyebrow, heading, text, actions, picture }, { variant, level, first }) {
    const shown =
      variant === 'minimal'
        ? nothing
        : pictureOf(picture, {
            first,
            sizes: variant.startsWith('split') ? '(min-width: 760px) 50vw, 100vw' : '100vw',
          });
    return html`<div class="hero ${variant} ${shown === nothing ? 'bare' : 'pictured'}">
      <div class="words-of">
        ${eyebrow ? html`<p class="eyebrow" part="eyebrow">${eyebrow}</p>` : nothing} ${headingOf(level, heading)}
        ${text ? html`<div class="lead" part="intro">${paragraphsOf(text)}</div>` : nothing} ${actionsOf(actions)}
      </div>
      ${shown}
    </div>`;
  },
};
