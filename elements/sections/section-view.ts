import { html, nothing, type CSSResult, type TemplateResult } from 'lit';
import type { ShownBlock } from '../../edge-api/contract/blocks.ts';
import type { Link, Picture } from '../../edge-api/contract/sections/parts.ts';
import { srcsetOf } from '../internal/picture.ts';

/** What a section's view may use besides its content. */
export interface SectionContext {
  readonly variant: string;
  /** BCP 47 tag its texts are shown in. */
  readonly locale: string;
  /** Level of the section's heading: 1 for the first of a page, otherwise 2. */
  readonly level: 1 | 2;
  /** Whether its picture is seen at once, and is worth fetching before others. */
  readonly first: boolean;
  /** Our own words, by key of `section.strings.ts`. */
  text(key: string, values?: Readonly<Record<string, string | number>>): string;
  /** Address of a product's page with `{handle}`; empty where products open in a dialog. */
  readonly productUrl: string;
  /** What a block has drawn for it; null where it has nothing to show, undefined where nobody has asked. */
  readonly shown?: ShownBlock | null | undefined;
  /** Colour scheme of its background, for elements of ours inside it; undefined where they find it by themselves. */
  readonly theme?: 'light' | 'dark' | 'auto' | undefined;
  /**
   * Asks that letters be sent to an address whose owner has read these words; rejects when that failed. Left out where no
   * store is: no form is drawn.
   */
  readonly signUp?: ((email: string, words: string) => Promise<void>) | undefined;
}

/** One type of section, drawn: styles for its shadow root, and a template of nothing but its content. */
export interface SectionView<Content> {
  readonly styles: CSSResult;
  render(content: Content, context: SectionContext): TemplateResult | typeof nothing;
  /** What the template needs before it can be drawn, such as another element's code. */
  ready?(): Promise<unknown>;
}

/** A heading of level 1 to 4. */
export function headingOf(level: number, text: string, className = 'heading'): TemplateResult {
  if (level === 1) return html`<h1 class=${className} part="heading">${text}</h1>`;
  if (level === 2) return html`<h2 class=${className} part="heading">${text}</h2>`;
  return level === 3 ? html`<h3 class=${className}>${text}</h3>` : html`<h4 class=${className}>${text}</h4>`;
}

/** The words above a section; nothing when there are none. */
export function headingsOf(
  {
    eyebrow,
    heading,
    intro,
  }: { eyebrow?: string | undefined; heading?: string | undefined; intro?: string | undefined },
  { level }: Pick<SectionContext, 'level'>,
): TemplateResult | typeof nothing {
  if (!eyebrow && !heading && !intro) return nothing;
  return html`<header class="headings">
    ${eyebrow ? html`<p class="eyebrow" part="eyebrow">${eyebrow}</p>` : nothing}
    ${heading ? headingOf(level, heading) : nothing}
    ${intro ? html`<div class="intro" part="intro">${paragraphsOf(intro)}</div>` : nothing}
  </header>`;
}

/** Level of headings below the section's own: one deeper, or as deep when it has none; never 1, of which a page has one. */
export const belowOf = (heading: string | undefined, { level }: Pick<SectionContext, 'level'>): number =>
  heading ? level + 1 : 2;

/**
 * Classes of a grid of `count` things that has at most `most` (2 to 5) columns: as many as leave the fewest places of its
 * last row empty. Classes, because a strict page lets no style be written into markup.
 */
export function columnsOf(count: number, most = 4): string {
  const empty = (columns: number): number => (columns - (count % columns)) % columns;
  const fewer = count > most && most > 2 && empty(most - 1) < empty(most) ? most - 1 : most;
  return `columns of-${Math.max(1, Math.min(count, fewer))}`;
}

/** Paragraphs of a text whose empty lines part them; line ends stay. */
export const paragraphsOf = (text: string): TemplateResult[] =>
  `${text}`.split(/\n\s*\n/).map((paragraph) => html`<p>${paragraph}</p>`);

/** Only where the contract lets a link lead: data of older versions, or of a page itself, were checked by nobody. */
export function safeHref(href: string): string | undefined {
  const address = `${href}`.trim();
  return /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i.test(address) ? address : undefined;
}

/** A link drawn as a button, as a quieter one, or as words with an arrow. */
export function linkOf(
  link: Link | undefined,
  look: 'primary' | 'secondary' | 'arrow',
): TemplateResult | typeof nothing {
  const href = link && safeHref(link.href);
  if (!href) return nothing;
  const { label } = link;
  if (look === 'primary') return html`<a class="primary" part="primary-button" href=${href}>${label}</a>`;
  if (look === 'secondary') return html`<a class="secondary" part="secondary-button" href=${href}>${label}</a>`;
  return html`<a class="arrow" part="link" href=${href}>${label}</a>`;
}

/** What to do next: the first as a button, the second quieter. */
export const actionsOf = (actions: readonly Link[] | undefined): TemplateResult | typeof nothing =>
  actions?.length
    ? html`<div class="actions">${actions.map((link, at) => linkOf(link, at === 0 ? 'primary' : 'secondary'))}</div>`
    : nothing;

/** Where the contract lets a picture come from; a shop at a desk names its own by http. */
const PICTURED = /^(?:https?:\/\/|\/(?![/\\]))/i;

/** A picture in a frame of its own proportions, or of those the class gives it. `sizes` as in HTML; nothing without a picture. */
export function pictureOf(
  picture: Picture | undefined,
  { sizes, first = false, className = 'picture' }: { sizes: string; first?: boolean; className?: string },
): TemplateResult | typeof nothing {
  const src = picture && PICTURED.test(picture.src) ? picture.src : undefined;
  if (!picture || !src) return nothing;
  const { alt, width, height, focus } = picture;
  const sized = picture.sized && PICTURED.test(picture.sized) ? `${picture.sized}` : undefined;
  // Set as a property, which strict pages allow. Numbers, whatever they are: what else is written into a style might be more than a value.
  const ratio = width && height ? `--ratio:${Number(width)}/${Number(height)};` : '';
  const point = focus ? `--focus-point:${Number(focus.x)}% ${Number(focus.y)}%` : '';
  return html`<div class=${className} part="picture" .style=${ratio + point}>
    <img
      part="image"
      src=${src}
      srcset=${srcsetOf(sized ? { sized, placeholder: null } : null) ?? nothing}
      sizes=${sized ? sizes : nothing}
      width=${width ?? nothing}
      height=${height ?? nothing}
      alt=${alt ?? ''}
      loading=${first ? 'eager' : 'lazy'}
      fetchpriority=${first ? 'high' : nothing}
      decoding="async"
    />
  </div>`;
}
