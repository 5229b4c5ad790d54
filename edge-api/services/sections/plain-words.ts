import { withoutMarkup } from './markup.ts';

/** What a text of a section is: words of one line, words with paragraphs, an address, or a name that is kept letter by letter. */
export type TextKind = 'line' | 'prose' | 'address' | 'name';

/** What was done to a text, in the order it was done. */
export type TextChange = 'markup_removed' | 'text_cleaned' | 'text_cut';

/**
 * What may not be in a text: control characters but line ends and tabs, halves of surrogate pairs, and what turns or hides text.
 * The zero-width space (U+200B), the word joiner and the tag characters are seen by nobody but machines. The soft hyphen is no
 * such thing: it tells a browser where a long word may break.
 */
const HIDDEN =
  /[\p{Cc}\p{Cs}\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/u;
const HIDDEN_ALL = new RegExp(HIDDEN.source, 'gu');
/** Joiners, which emoji and some scripts need between two characters, and which hide text everywhere else. */
const STRAY_JOINERS =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]+|[\u200c\u200d]{2,}/gu;
/** No writing stacks more marks on a letter. */
const MARKS = /(\p{M}{8})\p{M}+/gu;
/** No picture is joined of more: what has no end is one character to a browser, which breaks a line in none, and wider than any page. */
const JOINED = /((?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*){7})\u200d/gu;
/** The flags of England, Scotland and Wales are made of tag characters. */
const FLAG = /\u{1f3f4}[\u{e0061}-\u{e007a}]{3,6}\u{e007f}/gu;
/** Scripts without spaces, where the zero-width space says where a line may break. */
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The text without characters that no text of a section may hold; as it is when it has none. */
export function withoutHidden(text: string, kind: TextKind): string {
  const ends = kind === 'prose' ? text.replaceAll(/\r\n?|[\u0085\u2028\u2029]/gu, '\n') : text;
  const spaced = kind === 'line' ? ends.replaceAll(/[ \t]*[\n\r\t\v\f\u0085\u2028\u2029]+[ \t]*/gu, ' ') : ends;
  const flags = kind === 'line' || kind === 'prose' ? new Set(spaced.match(FLAG)) : undefined;
  const seen = flags?.size ? keepingFlags(spaced, kind) : spaced.replaceAll(HIDDEN_ALL, keeper(spaced, kind));
  return seen.replaceAll(STRAY_JOINERS, '').replaceAll(MARKS, '$1').replaceAll(JOINED, '$1');
}

const keeper = (whole: string, kind: TextKind) => {
  const breaks = kind !== 'address' && whole.includes('\u200b') && UNSPACED.test(whole);
  return (character: string): string => {
    if (kind === 'prose' && (character === '\n' || character === '\t')) return character;
    return breaks && character === '\u200b' ? character : '';
  };
};

function keepingFlags(text: string, kind: TextKind): string {
  const keep = keeper(text, kind);
  const flags = text.match(FLAG) ?? [];
  return text
    .split(FLAG)
    .map((part, at) => `${part.replaceAll(HIDDEN_ALL, keep)}${flags[at] ?? ''}`)
    .join('');
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Where what a reader takes for one character begins, at or before a place. */
const characterStart = (text: string, at: number): number => graphemes.segment(text).containing(at)?.index ?? 0;

/** The text of at most so many code units, cut between words where there is a space in its last third, with an ellipsis. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const whole = text.slice(0, characterStart(text, most - 1));
  const space = /\s\S*$/u.exec(whole.slice(Math.floor(most * 0.66)));
  const atWord =
    space && !/\s/u.test(text[whole.length] ?? ' ') ? whole.slice(0, Math.floor(most * 0.66) + space.index) : whole;
  const bare = atWord.replace(/[\s,;:.…\-–—]{1,20}$/u, '');
  return bare === '' ? '' : `${bare}…`;
}

/** A text as a section may hold it, and what was done to it for that; never longer than `most` where it is words. */
export function plainWords(
  given: string,
  kind: TextKind,
  most: number,
): { readonly text: string; readonly changes: readonly TextChange[] } {
  const changes: TextChange[] = [];
  const isWords = kind === 'line' || kind === 'prose';
  // What is cut in any case is not looked through first.
  let text = isWords && given.length > 4 * most + 4000 ? given.slice(0, 4 * most + 4000) : given;
  const cutBefore = text !== given;
  const step = (change: TextChange, next: string) => {
    if (next === text) return;
    if (!changes.includes(change)) changes.push(change);
    text = next;
  };
  step('text_cleaned', withoutHidden(text, kind));
  if (isWords) {
    const read = withoutMarkup(text);
    // What an entity stood for may be what no text may hold.
    if (read !== text) step('markup_removed', withoutHidden(read, kind));
  }
  text = text.trim();
  if (isWords && (text.length > most || cutBefore)) step('text_cut', withEllipsis(text, most));
  return { text, changes };
}

/** Also a text that had to be cut before it was read ends in an ellipsis. */
function withEllipsis(text: string, most: number): string {
  if (text === '' || text.length > most) return cutText(text, most);
  return text.length < most ? `${text}…` : cutText(text, most - 1);
}
