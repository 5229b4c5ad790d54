import { z } from '@hono/zod-openapi';
import { line, Picture, prose } from './sections/parts.ts';
import { PAGE_TYPES } from './sections/page.ts';

export const PageType = z.enum(PAGE_TYPES).openapi('PageType');
export type PageType = z.infer<typeof PageType>;

/**
 * What a page says besides its sections. All of it may be left out; posts have more of it than other pages. It is published with the page,
 * and stored whole, so a field more is a line more here.
 */
export const PageDetails = z
  .strictObject({
    /** Title for search engines, in place of the page's own. */
    seoTitle: line(120, 'Title for search engines, where it is not the page’s own.').optional(),
    /** For search engines and previews. */
    description: prose(400, 'What the page is about, for search engines and previews.').optional(),
    /** The picture it is shared with. */
    image: Picture.optional(),
    /** Whether search engines are asked to leave it out. */
    hidden: z.boolean().optional(),
    /** Handle of the product or collection that a page of type product or category is for; left out, for all that have none of their own. */
    for: z.string().min(1).max(255).optional().openapi({ example: 'linen-shirt' }),
    /** How a post begins, or what it is about. */
    excerpt: prose(600, 'How a post begins, or what it is about.').optional(),
    /** The text of a post as HTML. It is sanitised: see docs/blog.md. */
    html: z.string().max(200_000).optional().openapi({ example: '<p>Flax is sown in April.</p>' }),
    /** Handle of a post's author. */
    author: z.string().min(1).max(64).optional().openapi({ example: 'ada' }),
    /** Tags of a post, as they are written. */
    tags: z.array(line(60, 'A tag.')).max(20).optional(),
  })
  .openapi('PageDetails');
export type PageDetails = z.infer<typeof PageDetails>;

/** Most characters of a slug, in UTF-16 code units. */
export const MOST_SLUG = 120;

/** Words of the shop's own paths, which no page may be called by. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  `account admin api atom author authors blog cart carts checkout checkouts collection collections demo docs feed feeds
   healthz index json media metrics new null order orders page pages preview product products readyz robots rss search
   sections sitemap sitemaps static store tag tags themes undefined unsubscribe v1 well-known`.split(/\s+/),
);

/**
 * A slug as it is kept: letters and digits of any script, small, parted by single dashes. What cannot stand in one parts words as a
 * space does; the empty string where nothing is left.
 */
export const slugOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/['’]/gu, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/(^|-)\p{M}+/gu, '$1')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/^-|-$/g, '');

/** Why this cannot be a page's slug, or null. It is compared as `slugOf` gives it. */
export function slugProblem(slug: string): string | null {
  if (slug === '') return 'has no letter or digit';
  if (slug.length > MOST_SLUG) return `has more than ${MOST_SLUG} characters`;
  return RESERVED_SLUGS.has(slug) ? 'is a path of the shop itself' : null;
}

/**
 * The path that a page has under the store's host, not percent-encoded; null for pages of products and categories, which are shown at the
 * paths of those.
 */
export function pagePath(type: PageType, slug: string): string | null {
  if (type === 'home') return '/';
  if (type === 'product' || type === 'category') return null;
  return type === 'post' ? `/blog/${slug}` : `/pages/${slug}`;
}

/**
 * A path as redirects are kept and looked up by: decoded, without query or fragment, with one slash between its parts and none at its end.
 * Null for what is no path.
 */
export function redirectPath(text: string): string | null {
  let path = text.split(/[?#]/, 1)[0]!.trim();
  try {
    path = decodeURIComponent(path);
  } catch {
    return null;
  }
  path = path.normalize('NFC').replaceAll(/\/{2,}/g, '/');
  if (path.length > 1) path = path.replace(/\/$/, '');
  return /^\/[^\p{Cc}\p{Cs}\\\s?#]*$/u.test(path) && path.length <= 1024 ? path : null;
}
