import { raw } from 'hono/html';
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

/** Draws elements for a page of the store's own host. */
export async function drawForPage(
  drawing: ElementDrawing,
  wanted: WantedElement,
  answers: ElementAnswers,
  { locale, whole }: { readonly locale: string; readonly whole: boolean },
): Promise<KeptDrawing> {
  const { html, styles } = drawing.renderElements({ wanted: [wanted], answers, locale, assets: '/assets/', whole });
  return { html, styles, hashes: await styleHashes(styles.slice(0, MOST_HASHES)) };
}

/** The style sheets that drawn markup links to, each once, in the order it wants them. */
export const sheetsIn = (html: string): string[] => [
  ...new Set([...html.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(([, href = '']) => href)),
];

/** A page's main part, and what its head needs for it. */
export const servedMain = (
  drawn: KeptDrawing,
  script: string,
  whole: boolean,
): { main: Html; served: ServedParts } => ({
  main: raw(drawn.html),
  served: { script: whole ? `/assets/${script}` : null, sheets: sheetsIn(drawn.html) },
});
