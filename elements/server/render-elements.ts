import { ReactiveElement } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import { productListPath } from '../client/product-list-path.ts';
import { loadLanguage } from '../internal/strings.ts';
import type { Answers, ServedData } from '../served/served-data.ts';
import '../block/block.ts';
import '../product/product.ts';
import '../product-grid/product-grid.ts';
import { views } from '../section/section.ts';
import '../sections/newsletter-form.ts';
import { SECTIONS } from '../sections/registry.ts';
import '../sections/sections.ts';
import '../sections/showcase-products.ts';
import { noteControllers, VitrineRenderer, within, type Drawing } from './element-renderer.ts';
import { brandingOf } from './lifted-styles.ts';
import { seededStore } from './seeded-store.ts';
import { allSheets, sheetUrl } from './sheets.ts';

/** Written by the build. */
declare const SERVED: string;

noteControllers(ReactiveElement.prototype);

/** Elements that can be drawn by themselves. */
export const TAGS = ['vitrine-sections', 'vitrine-section', 'vitrine-product-grid', 'vitrine-product'] as const;
const INNER = ['vitrine-showcase-products', 'vitrine-block'] as const;

/** One element, as a page would write it. */
export interface Wanted {
  readonly tag: (typeof TAGS)[number];
  readonly attributes: Readonly<Record<string, string>>;
  readonly sections?: readonly Section[];
  readonly section?: Section;
  /** What a grid shows, in the place of a list that it would ask for. */
  readonly products?: readonly ProductSummary[];
  /** A slot of the element that the page fills, from within the box around all. */
  readonly slot?: string;
}

export interface Order {
  readonly wanted: readonly Wanted[];
  readonly answers: Answers;
  readonly locale: string;
  readonly theme?: 'light' | 'dark' | 'auto';
  /** Where the build's files are, such as `/assets/`. */
  readonly assets: string;
  /** Whether scripts may take over. */
  readonly whole: boolean;
  /** Where a form to buy leads in markup that stays as it is. */
  readonly formAction?: string;
}

/** Markup, and the texts of the `<style>` elements in it. */
export interface Drawn {
  readonly html: string;
  readonly styles: readonly string[];
}

const LANGUAGES = ['de', 'ar'];
const TRANSLATED = new RegExp(`^(${LANGUAGES.join('|')})\\b`, 'i');

/** Resolves once all that sections and languages are drawn with is here; nothing is drawn before. */
export const ready: Promise<void> = (async () => {
  await Promise.all(
    Object.entries(SECTIONS).map(async ([type, load]) => {
      const { section } = await load();
      views.set(type, section as Parameters<typeof views.set>[1]);
    }),
  );
  await Promise.all(LANGUAGES.map(loadLanguage));
})();

/** JSON that ends no script element. */
const jsonOf = (data: ServedData): string => JSON.stringify(data).replaceAll('<', '\\u003c');

/**
 * Draws elements, one after the other, each with a declarative shadow root, in a box with a shadow root of its own: the loader
 * sees none of them and asks for nothing. `whole` brings along what their scripts need to take over.
 */
export function renderElements({ wanted, answers, locale, theme, assets, whole, formAction }: Order): Drawn {
  const drawing: Drawing = {
    store: seededStore(answers, locale, theme),
    assets,
    branding: brandingOf(answers.store.branding),
    styles: new Set(),
    blocks: new Set(),
    place: JSON.stringify([answers.store, locale, theme, assets, whole, formAction]),
    whole,
    formAction,
  };
  const inner = within(drawing, () =>
    wanted
      .map(({ tag, attributes, sections, section, products, slot }, at) => {
        const renderer = new VitrineRenderer(tag);
        for (const [name, value] of Object.entries(attributes)) renderer.setAttribute(name, value);
        if (whole) renderer.setAttribute('data-at', `${at}`);
        if (sections) renderer.setProperty('sections', sections);
        if (section) renderer.setProperty('section', section);
        if (products) renderer.setProperty('products', products);
        if (slot) renderer.setAttribute('data-filled', slot);
        const drawn = renderer.drawWhole();
        return slot ? drawn.replace(/<\/[\w-]+>$/, `<slot name="${slot}" slot="${slot}"></slot>$&`) : drawn;
      })
      .join(''),
  );
  const styles = [...drawing.blocks, ...drawing.styles];
  const boxed = `<template shadowrootmode="open">${inner}</template>`;
  if (!whole) return { html: `<div>${wanted.some(({ slot }) => slot) ? boxed : inner}</div>`, styles };
  const { lists, ...others } = answers;
  const data: ServedData = {
    answers: others,
    lists: lists.map((list) => ({ ...list, path: productListPath(list.query) })),
    translated: TRANSLATED.test(locale),
    wanted: wanted.map(({ sections, section, products }) => ({
      ...(sections && { sections }),
      ...(section && { section }),
      ...(products && { products }),
    })),
  };
  const script = `<script type="application/json">${jsonOf(data)}</script>`;
  return { html: `<div data-vitrine-served>${boxed}${script}</div>`, styles };
}

/** File name and text of every style sheet that markup may link to. */
export const sheets = (): [file: string, text: string][] =>
  allSheets([...TAGS, ...INNER].map((tag) => [tag, customElements.get(tag) as unknown as typeof ReactiveElement])).map(
    (sheet) => [sheetUrl(sheet), sheet.text],
  );

/** Address, below the build's files, of the script that takes over; it goes before the loader. */
export const script: string = SERVED;
