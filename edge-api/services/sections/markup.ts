/** Elements whose text is none for readers. */
const UNREAD = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math', 'head', 'title']);
/** Elements that begin a line of their own. */
const LINES = new Set(
  'address article aside blockquote br dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);
/** Other elements of HTML; `<halden>` is none, and stays. */
const OTHERS = new Set(
  'a abbr applet area audio b base basefont bdi bdo big body button canvas caption center cite code col colgroup data datalist del details dfn dialog dir em embed fieldset figcaption font frame frameset hgroup html i image img input ins kbd keygen label legend link listing map mark marquee menu meta meter nobr noembed noframes optgroup option output param picture plaintext portal progress q rb rp rt ruby s samp search select slot small source span strike strong sub summary sup tbody td textarea tfoot th thead time track tt u var video wbr xmp'.split(
    ' ',
  ),
);

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
  '#34': '"',
  '#39': "'",
  '#039': "'",
  '#x27': "'",
  '#x22': '"',
  '#160': ' ',
  '#8211': '–',
  '#8212': '—',
  '#8216': '‘',
  '#8217': '’',
  '#8220': '“',
  '#8221': '”',
  '#8230': '…',
};
const ENTITY = /&(?:amp;)+|&(#?[a-z0-9]{2,6});/gi;
const TAG = /<(\/?)([a-z][a-z0-9]{0,15})(?=[\s/>])[^<>]*>/iy;
const DECLARATION = /<!doctype[^<>]*>|<!\[CDATA\[/iy;
/** Rounds until nothing changes: what is taken away, or what an entity stands for, may make another tag. */
const ROUNDS = 8;

/** A place to read on from, and whether a line begins there. */
interface Skipped {
  readonly behind: number;
  readonly line: boolean;
}

/** Finds what is no text, from one `<` on. What has no end is looked for once. */
function skipper(text: string) {
  const lower = text.toLowerCase();
  const endless = new Set<string>();
  const behind = (end: string, from: number): number => {
    if (endless.has(end)) return -1;
    const at = lower.indexOf(end, from);
    if (at < 0) endless.add(end);
    return at < 0 ? -1 : at + end.length;
  };

  function comment(open: number): Skipped | undefined {
    if (text.startsWith('<!--', open)) {
      const end = behind('-->', open + 4);
      return end < 0 ? undefined : { behind: end, line: false };
    }
    DECLARATION.lastIndex = open;
    return DECLARATION.test(text) ? { behind: DECLARATION.lastIndex, line: false } : undefined;
  }

  return (open: number): Skipped | undefined => {
    if (text[open + 1] === '!') return comment(open);
    TAG.lastIndex = open;
    const [whole, slash, given] = TAG.exec(text) ?? [];
    if (whole === undefined) return undefined;
    const name = given!.toLowerCase();
    if (!UNREAD.has(name)) return LINES.has(name) || OTHERS.has(name) ? past(open, whole, name) : undefined;
    const content = slash === '' ? behind(`</${name}`, open + whole.length) : -1;
    const end = content < 0 ? -1 : lower.indexOf('>', content);
    if (content < 0) return past(open, whole, name);
    return { behind: end < 0 ? text.length : end + 1, line: false };
  };
}

const past = (open: number, tag: string, name: string): Skipped => ({
  behind: open + tag.length,
  line: LINES.has(name),
});

/** One pass over the text; each `<` is looked at once. */
function withoutTags(given: string): string {
  // The one letter whose lower case is longer would put places out of step.
  const text = given.replaceAll('\u0130', 'I\u0307');
  const skip = skipper(text);
  let read = '';
  let at = 0;
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', Math.max(at, open + 1))) {
    const skipped = skip(open);
    if (!skipped) continue;
    read += text.slice(at, open) + (skipped.line ? '\n' : '');
    at = skipped.behind;
  }
  return at === 0 ? given : read + text.slice(at);
}

const withoutEntities = (text: string): string =>
  text.replaceAll(ENTITY, (whole, name: string | undefined) => {
    if (name === undefined) return '&';
    const key = name.toLowerCase();
    return Object.hasOwn(ENTITIES, key) ? ENTITIES[key]! : whole;
  });

/**
 * The words of a text that is clearly HTML: tags of elements that HTML has, comments, entities. Anything else that looks a
 * little like it ("a < b", "<3", "<Halden>") is what somebody wrote, and stays. The text is never HTML again: it is shown as it is.
 */
export function withoutMarkup(given: string): string {
  if (!/[<&]/.test(given)) return given;
  let text = given;
  for (let round = 0; round < ROUNDS; round++) {
    const next = withoutEntities(withoutTags(text));
    if (next === text) return text === given ? given : tidied(text);
    text = next;
  }
  return tidied(text.replaceAll(/[<&]/g, ''));
}

/** Without the room that tags have left behind. */
const tidied = (text: string): string =>
  text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
