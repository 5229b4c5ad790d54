/** Code units of an excerpt that nobody wrote. */
const MOST = 280;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The text of sanitised HTML in one line. */
function textOf(html: string): string {
  return html
    .replace(/<[^<>]*$/, '')
    .replaceAll(/<[^<>]*>/g, (tag) => (/^<\/?(?:strong|b|em|i|u|s|sub|sup|small|mark|a|code|q)\b/.test(tag) ? '' : ' '))
    .replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** What reads badly out of its place: headings, tables, code, captions. */
const ASIDE = /<(h[1-6]|table|pre|figure)\b[^]*?<\/\1>/g;

/** What a post is announced by: its excerpt, else its description, else how it begins, cut between two words. */
export function excerptOf({
  excerpt,
  description,
  html = '',
}: {
  excerpt?: string | undefined;
  description?: string | undefined;
  html?: string | undefined;
}): string {
  if (excerpt || description) return excerpt ?? description ?? '';
  const beginning = html.slice(0, 8000);
  const text = textOf(beginning.replaceAll(ASIDE, ' ')) || textOf(beginning);
  if (text.length <= MOST) return text;
  let end = 0;
  for (const { index, segment } of words.segment(text.slice(0, MOST + 40))) {
    if (index + segment.length > MOST) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).replace(/[\s,;:.–—-]+$/u, '')}…`;
}
