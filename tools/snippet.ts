import type { BuildManifest } from './build.ts';
import { productListPath } from '../elements/client/product-list-path.ts';

/** What a snippet is made for. */
export interface SnippetRequest {
  /** Where the script is served from, such as "https://shop.example", without a slash at the end. */
  readonly origin: string;
  /** Handle of the store. */
  readonly store: string;
  /** Elements the page shows at first, without the prefix, such as "product-grid". */
  readonly elements: readonly string[];
  /** Product lists the page shows at first; one of default order when left out and a grid is among the elements. */
  readonly lists?: readonly { readonly collection?: string; readonly sort?: string; readonly limit?: number }[];
  /** Language of the page; its texts are fetched ahead too. */
  readonly locale?: string;
}

/** Both snippets a merchant can paste; see `docs/decisions/snippet-and-preload.md`. */
export interface Snippets {
  /** One line that is right for ever. */
  readonly short: string;
  /** The line with hints, so that code and data are asked for together with the script. */
  readonly recommended: string;
}

/** Text as an attribute holds it. */
export const attribute = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Makes both snippets from `dist/manifest.json`. */
export function snippets(
  manifest: BuildManifest,
  { origin, store, elements, lists, locale }: SnippetRequest,
): Snippets {
  const base = attribute(origin);
  const language = locale ? ` data-locale="${attribute(locale)}"` : '';
  const script = (src: string): string =>
    `<script async src="${base}/${src}" data-store="${attribute(store)}"${language} data-cfasync="false"></script>`;

  const table = locale ? manifest.locales[locale.toLowerCase().split(/[-_]/, 1)[0]!] : undefined;
  const files = new Set([...elements.flatMap((name) => manifest.elements[name] ?? []), ...(table ? [table] : [])]);
  const code = [...files].map((file) => `<link rel="modulepreload" href="${base}/${file}">`);
  const data = (lists ?? (elements.includes('product-grid') ? [{}] : [])).map(
    (list) =>
      `<link rel="preload" as="fetch" crossorigin href="${base}/v1/stores/${encodeURIComponent(store)}${attribute(productListPath(list))}">`,
  );
  return { short: script(manifest.loader), recommended: [...code, ...data, script(manifest.loader)].join('\n') };
}
