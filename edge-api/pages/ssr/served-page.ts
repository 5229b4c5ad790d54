import { html, raw } from 'hono/html';
import type { Product, ProductSummary } from '../../contract/products.ts';
import type { Section } from '../../contract/sections/section.ts';
import type { Html, ServedParts } from '../hosted/page.ts';
import { styleHashes } from './drawn-styles.ts';
import type { KeptDrawing } from './kept-drawings.ts';
import type { ElementAnswers, ElementDrawing, WantedElement } from './port.ts';

/** Most hashes a policy carries: headers have an end. Styles beyond it are pictures' waiting colours. */
const MOST_HASHES = 40;

/** The sections of a page of the shop's own; `level` is that of the first heading. Named by its slug, it follows what visitors see of it. */
export const sectionsOfPage = (sections: readonly Section[], level: 1 | 2 = 1, slug?: string): WantedElement => ({
  tag: 'vitrine-sections',
  attributes: { level: `${level}`, 'product-url': '/products/{handle}', ...(slug !== undefined && { page: slug }) },
  sections,
});

/** Products as cards, as many as are given: further ones, and other orders, are pages of their own. */
export const gridOfPage = (products: readonly ProductSummary[]): WantedElement => ({
  tag: 'vitrine-product-grid',
  attributes: { paging: 'none', 'product-url': '/products/{handle}' },
  products,
});

/** A product with one of its variants chosen; what stands below its button is the page's. */
export const productOfPage = ({ handle }: Product, variant: string | undefined): WantedElement => ({
  tag: 'vitrine-product',
  attributes: { handle, 'heading-level': '1', ...(variant && { variant }) },
  slot: 'after-buy',
});

/**
 * Markup as validators want it: elements may say nothing of a picture that there is none of, or in one size only, and name what a
 * price was before. What takes over looks at none of it.
 */
const asValid = (html: string): string =>
  html
    .replaceAll(' srcset=""', '')
    .replace(/<img(?![^>]* src=)/g, '<img src="data:,"')
    .replaceAll('<s aria-label=', '<s role="img" aria-label=');

/** Draws elements for a page of the store's own host. */
export async function drawForPage(
  drawing: ElementDrawing,
  wanted: WantedElement,
  answers: ElementAnswers,
  { locale, whole }: { readonly locale: string; readonly whole: boolean },
): Promise<KeptDrawing> {
  const { html, styles } = drawing.renderElements({ wanted: [wanted], answers, locale, assets: '/assets/', whole });
  return { html: asValid(html), styles, hashes: await styleHashes(styles.slice(0, MOST_HASHES)) };
}

/** The style sheets that drawn markup links to, each once, in the order it wants them. */
export const sheetsIn = (html: string): string[] => [
  ...new Set([...html.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(([, href = '']) => href)),
];

/** Where the box around drawn elements ends. */
const BOX_END = '</div>';

/** A page's main part, and what its head needs for it. `inside` fills slots of its elements. */
export const servedMain = (
  drawn: KeptDrawing,
  script: string,
  whole: boolean,
  inside: Html | '' = '',
): { main: Html; served: ServedParts } => ({
  main: inside ? html`${raw(drawn.html.slice(0, -BOX_END.length))}${inside}${raw(BOX_END)}` : raw(drawn.html),
  served: { script: whole ? `/assets/${script}` : null, sheets: sheetsIn(drawn.html) },
});
