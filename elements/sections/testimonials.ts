import { html, nothing, type TemplateResult } from 'lit';
import type { TestimonialsContent, TestimonialsVariant } from '../../edge-api/contract/sections/testimonials.ts';
import { safeLocale } from '../internal/safe-locale.ts';
import { starsOf } from './section-icons.ts';
import { lookOf, stacksOf, type Looks } from './section-looks.ts';
import { faceOf } from './section-person.ts';
import { rowOf } from './section-row.ts';
import { headingsOf, paragraphsOf, type SectionContext, type SectionView } from './section-view.ts';
import { styles } from './testimonials.styles.ts';

type Testimonial = TestimonialsContent['items'][number];
type Items = readonly Testimonial[];

/** Sizes of letters that a quotation is shown in where it stands alone: most characters of each. */
const [SHORT, MEDIUM] = [100, 260];

function ratingOf({ rating }: Testimonial, { locale, text }: SectionContext): unknown {
  if (typeof rating !== 'number') return nothing;
  return starsOf(rating, text('rating', { rating: rating.toLocaleString(safeLocale(locale)) }));
}

const quoteOf = ({ quote }: Testimonial): TemplateResult =>
  html`<blockquote class="quote">${paragraphsOf(quote)}</blockquote>`;

const whoOf = ({ name, role }: Testimonial): TemplateResult =>
  html`<span class="who">
    <span class="name">${name}</span>
    ${role ? html`<span class="role">${role}</span>` : nothing}
  </span>`;

/** Who said it, with a face where there is one. */
const byOf = (said: Testimonial): TemplateResult =>
  html`<figcaption class="by">${said.picture ? faceOf(said, '56px') : nothing} ${whoOf(said)}</figcaption>`;

const lengthOf = ({ quote }: Testimonial): string =>
  quote.length <= SHORT ? 'short' : quote.length <= MEDIUM ? 'medium' : 'long';

type Draw = (items: Items, context: SectionContext, name: string) => TemplateResult;

const LOOKS: Looks<TestimonialsVariant, Draw> = {
  carousel: (items, context, name) =>
    html`<div class="testimonials carousel">
      ${rowOf(
        name,
        items.map(
          (said) =>
            html`<li>
              <figure class="block">${ratingOf(said, context)} ${quoteOf(said)} ${byOf(said)}</figure>
            </li>`,
        ),
      )}
    </div>`,

  grid: (items, context) =>
    html`<ul class="testimonials grid even">
      ${items.map(
        (said) =>
          html`<li>
            <figure class="card">${ratingOf(said, context)} ${quoteOf(said)} ${byOf(said)}</figure>
          </li>`,
      )}
    </ul>`,

  // One of several is chosen by buttons that a browser knows by itself, so that this works before any script has run.
  single: (items, context, name) =>
    html`<div class="testimonials single" role="group" aria-label=${name}>
      <ul class=${items.length > 1 ? 'several' : 'one'}>
        ${items.map(
          (said, at) =>
            html`<li>
              ${
                items.length > 1
                  ? html`<div class="pick">
                      <input class="choice" type="radio" name="said" aria-label=${said.name} ?checked=${at === 0} />
                      <div aria-hidden="true">${faceOf(said, '56px')}</div>
                    </div>`
                  : nothing
              }
              <figure class=${lengthOf(said)}>
                ${ratingOf(said, context)} ${quoteOf(said)}
                ${items.length > 1 ? html`<figcaption class="by">${whoOf(said)}</figcaption>` : byOf(said)}
              </figure>
            </li>`,
        )}
      </ul>
    </div>`,

  masonry: (items, context) =>
    html`<ul class="testimonials masonry columns ${stacksOf(items.length)}">
      ${items.map(
        (said) =>
          html`<li>
            <figure>${byOf(said)} ${ratingOf(said, context)} ${quoteOf(said)}</figure>
          </li>`,
      )}
    </ul>`,
};

export const section: SectionView<TestimonialsContent> = {
  styles,
  render(content, context) {
    const draw = LOOKS[lookOf(context.variant, LOOKS)];
    const name = content.heading ?? content.eyebrow ?? context.text('said');
    return html`${headingsOf(content, context)} ${draw(content.items, context, name)}`;
  },
};
