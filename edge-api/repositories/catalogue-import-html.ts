import sanitizeHtml from 'sanitize-html';

/** Elements a description may hold. No forms, no frames, nothing that runs, nothing that leaves its place. */
export const ALLOWED_TAGS =
  `h1 h2 h3 h4 h5 h6 p br hr div span strong b em i u s sub sup small mark del ins abbr blockquote pre code
  ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td a img figure figcaption`.split(/\s+/);

/** Attributes they may have. No style, class, id or name: a description must not restyle, imitate or shadow the page around it. */
export const ALLOWED_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  '*': ['lang', 'dir', 'title'],
  a: ['href', 'rel'],
  img: ['src', 'alt', 'width', 'height'],
  th: ['colspan', 'rowspan', 'scope'],
  td: ['colspan', 'rowspan'],
  col: ['span'],
  colgroup: ['span'],
  ol: ['start', 'reversed'],
};

const web = (url: string | undefined) => url !== undefined && /^https?:\/\//i.test(url);

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: ALLOWED_TAGS,
  allowedAttributes: Object.fromEntries(Object.entries(ALLOWED_ATTRIBUTES).map(([tag, names]) => [tag, [...names]])),
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowProtocolRelative: false,
  // What these hold is not meant to be read as text.
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'select',
    'noscript',
    'noembed',
    'noframes',
    'iframe',
    'xmp',
    'plaintext',
    'template',
    'title',
    'svg',
    'math',
    'object',
  ],
  // Deep nesting costs the browser of every shopper.
  nestingLimit: 60,
  transformTags: {
    a: (tagName, { href, rel: _rel, ...rest }) => ({
      tagName,
      attribs: {
        ...rest,
        // A relative link would lead into whatever page the shop is embedded in.
        ...(href !== undefined && (web(href) || /^mailto:/i.test(href))
          ? { href, rel: 'noopener noreferrer nofollow' }
          : {}),
      },
    }),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !web(attribs['src']),
};

/** A merchant's HTML, safe to insert into any page. */
export function sanitiseDescription(html: string): string {
  return /[<>&"]/.test(html) ? sanitizeHtml(html, OPTIONS) : html;
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** The text of sanitised HTML, for search. */
export function textOfDescription(sanitised: string): string {
  return sanitised
    .replaceAll(/<[^>]*>/g, (tag) =>
      /^<\/?(?:span|strong|b|em|i|u|s|sub|sup|small|mark|del|ins|abbr|a|code)\b/.test(tag) ? '' : ' ',
    )
    .replaceAll(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
