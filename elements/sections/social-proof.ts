import { html, nothing, type TemplateResult } from 'lit';
import type { SocialProofContent } from '../../edge-api/contract/sections/social-proof.ts';
import { safeLocale } from '../internal/safe-locale.ts';
import { starsOf } from './section-icons.ts';
import {
  columnsOf,
  headingsOf,
  paragraphsOf,
  pictureOf,
  safeHref,
  type SectionContext,
  type SectionView,
} from './section-view.ts';
import { styles } from './social-proof.styles.ts';

type Item = SocialProofContent['items'][number];

/** Puts the name into the frame of a picture that does not come: not every browser draws it there by itself. Neither event bubbles. */
const BROKEN = {
  handleEvent: ({ target, type }: Event): void => {
    if (!(target instanceof HTMLImageElement)) return;
    const { dataset } = target.parentElement!;
    if (type === 'error') dataset['broken'] = target.alt;
    else delete dataset['broken'];
  },
  capture: true,
};

/** The mark of somebody, or the name where there is none; both lead to where it can be read. */
function markOf({ name, logo, href }: Item): TemplateResult {
  // The name says whose mark it is, whatever words came with the picture; it is seen where the picture does not come.
  const mark = pictureOf(logo && { ...logo, alt: name }, { sizes: '180px', className: 'mark' });
  const shown = mark === nothing ? html`<span class="name">${name}</span>` : mark;
  const to = href && safeHref(href);
  return html`<div class="source" @error=${BROKEN} @load=${BROKEN}>
    ${to ? html`<a href=${to}>${shown}</a>` : shown}
  </div>`;
}

/** Stars with their number; nothing for what nobody rated. */
function ratingOf({ rating }: Item, { locale, text }: SectionContext): TemplateResult | typeof nothing {
  if (typeof rating !== 'number') return nothing;
  const stars = Math.min(5, Math.max(0, rating));
  const number = new Intl.NumberFormat(safeLocale(locale), { maximumFractionDigits: 1 }).format(stars);
  return html`<div class="rating">
    <span class="number" aria-hidden="true">${number}</span> ${starsOf(stars, text('rating', { rating: number }))}
  </div>`;
}

/** What was written, each below its mark; who wrote nothing follows in a smaller row. */
function press(items: readonly Item[], context: SectionContext): TemplateResult {
  const quoted = items.filter(({ quote }) => quote);
  const silent = items.filter(({ quote }) => !quote);
  return html`${
    quoted.length
      ? html`<ul class="press ${columnsOf(quoted.length, 3)}" role="list">
          ${quoted.map(
            (item) =>
              html`<li>
                <figure>
                  <figcaption>${markOf(item)} ${ratingOf(item, context)}</figcaption>
                  <blockquote>${paragraphsOf(item.quote!)}</blockquote>
                </figure>
              </li>`,
          )}
        </ul>`
      : nothing
  }
  ${
    silent.length
      ? html`<ul class="silent ${columnsOf(silent.length, 4)}" role="list">
          ${silent.map((item) => html`<li>${markOf(item)} ${ratingOf(item, context)}</li>`)}
        </ul>`
      : nothing
  }`;
}

export const section: SectionView<SocialProofContent> = {
  styles,
  render({ items, ...above }, context) {
    const headings = headingsOf(above, context);
    if (context.variant === 'press') return html`${headings} ${press(items, context)}`;
    if (context.variant === 'badges')
      return html`${headings}
        <ul class="badges ${columnsOf(items.length)}" role="list">
          ${items.map((item) => html`<li class="card">${markOf(item)} ${ratingOf(item, context)}</li>`)}
        </ul>`;
    return html`<div class="logos ${headings === nothing ? '' : 'headed'}">
      ${headings}
      <ul class=${columnsOf(items.length, 5)} role="list">
        ${items.map((item) => html`<li>${markOf(item)}</li>`)}
      </ul>
    </div>`;
  },
};
