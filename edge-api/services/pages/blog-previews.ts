import { slugOf } from '../../contract/pages.ts';
import type { LiveSection, PageReads, PostQuery, PostRow } from '../../repositories/pages.ts';

/** Posts of a preview that names no number. */
const DEFAULT_LIMIT = 3;
const MOST_POSTS = 12;

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** Which posts a preview asks for. */
function queryOf({ posts, limit }: Readonly<Record<string, unknown>>): PostQuery {
  const most = Math.min(MOST_POSTS, typeof limit === 'number' && limit >= 1 ? Math.floor(limit) : DEFAULT_LIMIT);
  const { from, tag, slugs } = isFields(posts) ? posts : {};
  if (from === 'picked') return { from, slugs: textsOf(slugs).map(slugOf).slice(0, most) };
  if (from === 'tag' && typeof tag === 'string') return { from, tag: slugOf(tag), limit: most };
  return { from: 'latest', limit: most };
}

/** A post as `blog-preview` shows it. */
const itemOf = ({ slug, title, details, authorName, publishedAt }: PostRow) => ({
  title: title.slice(0, 200),
  href: `/blog/${encodeURIComponent(slug)}`,
  date: new Date(publishedAt).toISOString(),
  ...(details.excerpt === undefined ? {} : { excerpt: details.excerpt }),
  ...(details.image === undefined ? {} : { picture: details.image }),
  ...(authorName ? { author: authorName.slice(0, 80) } : {}),
});

/** What of a section is kept: not what the shop fills in itself whenever it is shown. */
export function withoutFilled(type: string, content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (type !== 'blog-preview') return { ...content };
  const { items: _items, ...rest } = content;
  return rest;
}

/** The sections with what the shop fills in: the posts of previews. */
export async function filled(
  sections: readonly LiveSection[],
  { posts }: Pick<PageReads, 'posts'>,
): Promise<LiveSection[]> {
  const previews = sections.filter(({ type }) => type === 'blog-preview');
  const lists = await posts(previews.map(({ content }) => queryOf(content)));
  return sections.map((section) => {
    const at = previews.indexOf(section);
    return at < 0 ? section : { ...section, content: { ...section.content, items: lists[at]!.map(itemOf) } };
  });
}
