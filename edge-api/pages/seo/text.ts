/**
 * Characters that none of what is written here may hold: XML 1.0 has no way to write them, and half a character changes
 * what follows it. https://www.w3.org/TR/xml/#charsets
 */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** What most addresses and dates are made of: nothing to escape. */
const HARMLESS = /^[\w\-.~:/?#[\]@!$()*+,;=% ]*$/;

/** A text without what cannot be written. */
export const writable = (text: string): string => (HARMLESS.test(text) ? text : text.replaceAll(UNWRITABLE, ''));

/** A text as it stands between tags, or in an attribute's double quotes, of HTML or of XML. */
export const escaped = (text: string): string =>
  HARMLESS.test(text) ? text : writable(text).replaceAll(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);

/**
 * JSON as it may stand in a `<script>` of HTML: no text in it can end the element (`</script>`), begin a comment (`<!--`)
 * or stand for another character. JSON itself has no use for these marks outside of texts.
 */
export const jsonLdText = (value: object): string =>
  JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const INLINE = /^<\/?(?:a|abbr|b|bdi|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u)\b/i;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function character(entity: string, name: string): string {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? entity;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** One line: white space collapsed, ends trimmed. */
const oneLine = (text: string): string => writable(text).replaceAll(/\s+/gu, ' ').trim();

/** The beginning of HTML, without the tag that it would end in. */
const beginning = (html: string, most: number): string =>
  html.length <= most ? html : html.slice(0, most).replace(/<[^<>]*$/, '');

/**
 * What HTML says, as one line of text: of its first so many code units. It is not made safe by this: whoever shows it
 * escapes it.
 */
export const textOfHtml = (html: string, most = Infinity): string =>
  oneLine(
    beginning(html, most)
      // No further than the next mark: text of nothing but beginnings of tags is read once, not once for each.
      .replaceAll(/<(?:\/?[a-z]|!--)[^<>]*>/gi, (tag) => (INLINE.test(tag) ? '' : ' '))
      .replaceAll(/&(#x?[\da-f]{1,8}|[a-z]{2,8});/gi, character),
  );

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** What may not stand before the dots that say something was left out. */
const LOOSE_END = /[\s,;:.·–—\-(["'“„«¿¡/]+$/u;

/** The characters of a text as readers see them, in order. */
export const charactersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

/**
 * A text in one line of at most so many code points, with dots for what was left out. It ends with a word, or, where words
 * are longer than half of it or are not written apart, between two characters as readers see them.
 */
export function cutAtWord(text: string, most: number): string {
  // No more is looked at than can be needed, however long the text.
  const line = oneLine(text.slice(0, most * 16 + 64));
  if ([...line].length <= most) return line;
  let [kept, word, length] = ['', '', 0];
  for (const one of charactersOf(line)) {
    length += [...one].length;
    if (length > most - 1) break;
    if (one === ' ') word = kept;
    kept += one;
  }
  if (kept === '') kept = [...line].slice(0, most - 1).join('');
  const wordEnds = line.charAt(kept.length) === ' ';
  const end = !wordEnds && [...word].length * 2 >= most ? word : kept;
  return `${end.replace(LOOSE_END, '') || end}…`;
}
