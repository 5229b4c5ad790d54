import { html, nothing, type TemplateResult } from 'lit';
import type { GalleryContent, GalleryVariant } from '../../edge-api/contract/sections/gallery.ts';
import { styles } from './gallery.styles.ts';
import { lookOf, stacksOf, type Looks } from './section-looks.ts';
import { rowOf } from './section-row.ts';
import { columnsOf, headingsOf, pictureOf, safeHref, type SectionContext, type SectionView } from './section-view.ts';

type Item = GalleryContent['items'][number];

/** What a link to an address is called that has no other words: the address, without what only machines need. */
const placeOf = (href: string): string => href.replace(/^(?:https?:\/\/|mailto:|tel:|[/#])/i, '') || href;

function figureOf({ picture, caption, href }: Item, framed: TemplateResult): TemplateResult {
  const to = href ? safeHref(href) : undefined;
  const name = picture.alt ? nothing : caption || placeOf(to ?? '');
  return html`<li>
    <figure>
      ${to ? html`<a class="to" part="link" href=${to} aria-label=${name}>${framed}</a>` : framed}
      ${caption ? html`<figcaption>${caption}</figcaption>` : nothing}
    </figure>
  </li>`;
}

/** The pictures that can be shown, as items of a list. */
const figuresOf = (items: readonly Item[], sizes: string, { first }: SectionContext): TemplateResult[] =>
  items.flatMap((item, at) => {
    const framed = pictureOf(item.picture, { sizes, first: first && at === 0 });
    return framed === nothing ? [] : [figureOf(item, framed as TemplateResult)];
  });

interface Look {
  readonly sizes: string;
  draw(figures: readonly TemplateResult[], name: string): TemplateResult;
}

const LOOKS: Looks<GalleryVariant, Look> = {
  grid: {
    sizes: '(min-width: 640px) 34vw, 50vw',
    draw: (figures) =>
      html`<ul class="gallery grid ${columnsOf(figures.length)}">
        ${figures}
      </ul>`,
  },
  masonry: {
    sizes: '(min-width: 640px) 34vw, 50vw',
    draw: (figures) =>
      html`<ul class="gallery masonry columns ${stacksOf(figures.length)}">
        ${figures}
      </ul>`,
  },
  carousel: {
    sizes: '(min-width: 920px) 60vw, 86vw',
    draw: (figures, name) => html`<div class="gallery carousel">${rowOf(name, figures)}</div>`,
  },
  feature: {
    sizes: '(min-width: 640px) 50vw, 100vw',
    draw: (figures) =>
      html`<div class="gallery tiles">
        <ul>
          ${figures}
        </ul>
      </div>`,
  },
};

export const section: SectionView<GalleryContent> = {
  styles,
  render(content, context) {
    const { sizes, draw } = LOOKS[lookOf(context.variant, LOOKS)];
    const figures = figuresOf(content.items, sizes, context);
    const name = content.heading ?? content.eyebrow ?? context.text('pictures');
    return html`${headingsOf(content, context)} ${figures.length ? draw(figures, name) : nothing}`;
  },
};
