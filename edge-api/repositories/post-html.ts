import type { IOptions } from 'sanitize-html';

/** Elements of a post's text. No forms, no frames, nothing that runs, nothing that leaves its place. */
const TAGS = `h2 h3 h4 h5 h6 p br hr strong b em i u s sub sup small mark del ins abbr blockquote cite q pre code kbd
  ul ol li dl dt dd table caption thead tbody tfoot tr th td a img figure figcaption`.split(/\s+/);

/** Their attributes. No style, class, id or name: a text must not restyle, imitate or shadow the page around it. */
const ATTRIBUTES: Record<string, string[]> = {
  '*': ['lang', 'dir', 'title'],
  a: ['href', 'rel'],
  img: ['src', 'alt', 'width', 'height', 'loading', 'decoding'],
  th: ['colspan', 'rowspan', 'scope'],
  td: ['colspan', 'rowspan'],
  ol: ['start', 'reversed'],
};

/** What is inside them is not meant to be read. */
const UNREAD =
  `script style textarea option select noscript noembed noframes iframe xmp plaintext template title svg math
  object`.split(/\s+/);

const ownPath = (url: string): boolean => /^\/(?![/\\])/.test(url);
const linked = (url: string): boolean => ownPath(url) || /^(?:https?:\/\/|mailto:|tel:)/i.test(url);
const pictured = (url: string | undefined): boolean =>
  url !== undefined && (ownPath(url) || /^https:\/\/[^/]/i.test(url)) && !/[\s"'<>\\]/.test(url);
const size = (value: string | undefined): string | undefined => (/^\d{1,5}$/.test(value ?? '') ? value : undefined);

/** What a merchant says of a link, and that its page gets no handle on ours. */
function relOf(rel: string | undefined, href: string): string | undefined {
  if (!/^https?:/i.test(href)) return undefined;
  const said = (rel ?? '').toLowerCase().split(/\s+/);
  return ['noopener', ...said.filter((word) => /^(?:nofollow|sponsored|ugc)$/.test(word))].join(' ');
}

const given = (attributes: Record<string, string | undefined>): Record<string, string> =>
  // What is undefined is filtered out, so that texts are left.
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Record<string, string>;

const OPTIONS: IOptions = {
  allowedTags: TAGS,
  allowedAttributes: ATTRIBUTES,
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['https'] },
  allowProtocolRelative: false,
  nonTextTags: UNREAD,
  // Deep nesting costs the browser of every reader.
  nestingLimit: 60,
  transformTags: {
    // The page's title is its first heading.
    h1: 'h2',
    a: (tagName, { href = '', rel, ...rest }) => ({
      tagName,
      attribs: linked(href) ? given({ ...rest, href, rel: relOf(rel, href) }) : rest,
    }),
    img: (tagName, { src, alt = '', width, height, title, lang, dir }) => ({
      tagName,
      attribs: given({
        ...{ src, alt, title, lang, dir },
        ...(size(width) && size(height) ? { width, height } : {}),
        ...{ loading: 'lazy', decoding: 'async' },
      }),
    }),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !pictured(attribs['src']),
};

/** A merchant's text of a post, safe to insert into any page. */
export async function sanitisePost(html: string): Promise<string> {
  if (!/[<>&"]/.test(html)) return html;
  // For who writes posts: no request of a reader loads it.
  const { default: sanitizeHtml } = await import('sanitize-html');
  return sanitizeHtml(html, OPTIONS).trim();
}
