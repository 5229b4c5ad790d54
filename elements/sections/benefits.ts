import { html, nothing, type TemplateResult } from 'lit';
import type { BenefitsContent } from '../../edge-api/contract/sections/benefits.ts';
import { styles } from './benefits.styles.ts';
import { iconOf } from './section-icons.ts';
import { columnsOf, headingsOf, linkOf, pictureOf, type SectionContext, type SectionView } from './section-view.ts';

type Items = BenefitsContent['items'];
type Signs = 'ticks' | 'icons';

/**
 * Reasons are items of a list and no headings: a dozen of two words each would be noise in an outline. Icons are shown where
 * any has one, so that all begin on one line.
 */
function listOf(items: Items, signs: Signs, className: string): TemplateResult {
  const drawn = signs === 'ticks' || items.some(({ icon }) => iconOf(icon));
  return html`<ul class="reasons ${className}" role="list">
    ${items.map(
      ({ icon, title, text }) =>
        html`<li>
          ${drawn ? ((signs === 'icons' ? iconOf(icon) : undefined) ?? iconOf('check')) : nothing}
          <div class="reason">
            <p class="title">${title}</p>
            ${text ? html`<p class="text">${text}</p>` : nothing}
          </div>
        </li>`,
    )}
  </ul>`;
}

/** Ticks beside what is said of them; `picture` stands on the other side, or the headings do where there is none. */
function ticked(
  content: BenefitsContent,
  context: SectionContext,
  picture: TemplateResult | typeof nothing,
): TemplateResult {
  const above = headingsOf(content, context);
  const link = linkOf(content.link, 'arrow');
  if (picture !== nothing)
    return html`<div class="split">
      <div>${above} ${listOf(content.items, 'ticks', 'ticked')} ${link}</div>
      ${picture}
    </div>`;
  if (above === nothing)
    return html`${listOf(content.items, 'ticks', `ticked ${columnsOf(content.items.length, 2)}`)} ${link}`;
  return html`<div class="headed">
    <div>${above} ${link}</div>
    ${listOf(content.items, 'ticks', 'ticked')}
  </div>`;
}

export const section: SectionView<BenefitsContent> = {
  styles,
  render(content, context) {
    const { items, picture, link } = content;
    if (context.variant === 'checklist') return ticked(content, context, nothing);
    if (context.variant === 'split') {
      const shown = pictureOf(picture, { sizes: '(min-width: 760px) 50vw, 100vw', first: context.first });
      return ticked(content, context, shown);
    }
    const look = context.variant === 'tiles' ? 'tiles' : 'strip';
    return html`${headingsOf(content, context)} ${listOf(items, 'icons', `${look} ${columnsOf(items.length)}`)}
    ${linkOf(link, 'arrow')}`;
  },
};
