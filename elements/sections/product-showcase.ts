import { html, nothing, type TemplateResult } from 'lit';
import type { ProductShowcaseContent } from '../../edge-api/contract/sections/product-showcase.ts';
import { styles } from './product-showcase.styles.ts';
import { headingsOf, linkOf, type SectionContext, type SectionView } from './section-view.ts';

/** The products: the grid asks for those of a list by itself, and an element around it for others. */
function goodsOf(
  { products, limit = 8, columns = 4 }: ProductShowcaseContent,
  { productUrl, theme }: SectionContext,
  layout: 'carousel' | 'masonry' | undefined,
): TemplateResult {
  if (products.from === 'search' || products.from === 'picked')
    return html`<vitrine-showcase-products
      class="inner"
      exportparts="carousel-buttons, carousel-button, list, item, picture, image, badge, vendor, title, price, primary-button, secondary-button, dialog"
      .source=${products}
      .limit=${limit}
      .layout=${layout}
      .columns=${columns}
      .productUrl=${productUrl}
      .theme=${theme}
    ></vitrine-showcase-products>`;
  return html`<vitrine-product-grid
    class="inner"
    exportparts="carousel-buttons, carousel-button, list, item, picture, image, badge, vendor, title, price, primary-button, secondary-button, dialog"
    .collection=${products.from === 'category' ? products.collection : ''}
    .limit=${limit}
    .layout=${layout}
    .columns=${columns}
    .productUrl=${productUrl}
    .theme=${theme}
    paging="none"
  ></vitrine-product-grid>`;
}

export const section: SectionView<ProductShowcaseContent> = {
  styles,
  ready: () => import('./showcase-products.ts'),
  render(content, context) {
    const { variant } = context;
    const layout = variant === 'carousel' || variant === 'masonry' ? variant : undefined;
    const headings = headingsOf(content, context);
    const more = linkOf(content.link, 'arrow');
    // The buttons of a carousel stand where the link stands otherwise.
    const above = layout === 'carousel' ? nothing : more;
    return html`<div class="showcase ${layout ?? 'grid'}">
      ${headings === nothing && above === nothing ? nothing : html`<div class="top">${headings} ${above}</div>`}
      ${goodsOf(content, context, layout)} ${layout === 'carousel' ? more : nothing}
    </div>`;
  },
};
