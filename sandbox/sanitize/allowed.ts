/**
 * What the HTML of a block may be made of. Everything that is in none of these lists goes. A block is drawn among what others made, on
 * pages of hosts we do not know: nothing of it may run, ask for anything, send a form, cover the page or answer to a name of the page's.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Elements of HTML. No forms, no frames, no media that play, no elements of ours or others' own. */
export const TAGS = words(`
  h1 h2 h3 h4 h5 h6 hgroup p br hr wbr div span section article header footer aside nav address
  strong b em i u s small mark sub sup del ins abbr time data dfn cite q blockquote pre code kbd samp var bdi bdo ruby rt rp
  ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td
  a img picture source figure figcaption button details summary selectedcontent`);

/** Shapes. None of them holds HTML, text or an address: those are where two readings of one text part ways. */
export const SHAPES = words('svg g path circle ellipse line polyline polygon rect');

/** What is inside of these is not meant to be read, so it goes with them. Of others only the tags go. */
export const UNREAD = words(`
  script style template noscript noembed noframes iframe frame frameset object embed applet xmp plaintext listing
  textarea select option optgroup datalist title head math svg audio video canvas map base link meta param`);

/** Attributes of any element. `style` and `id` are read apart; `name` answers to scripts of the page, so nothing has one. */
export const COMMON = words('class lang dir title role hidden tabindex');

/** Attributes of an element of their own. */
export const OWN: Readonly<Record<string, ReadonlySet<string>>> = {
  a: words('href target rel hreflang download'),
  img: words('src srcset sizes alt width height loading decoding fetchpriority'),
  source: words('srcset sizes media type width height'),
  td: words('colspan rowspan headers'),
  th: words('colspan rowspan headers scope abbr'),
  col: words('span'),
  colgroup: words('span'),
  ol: words('start reversed type'),
  li: words('value'),
  time: words('datetime'),
  data: words('value'),
  del: words('datetime'),
  ins: words('datetime'),
  details: words('open'),
  button: words('type disabled'),
};

export const SHAPE_ATTRIBUTES = words(`
  viewBox width height preserveAspectRatio focusable transform d points x y x1 y1 x2 y2 cx cy r rx ry
  fill fill-opacity fill-rule clip-rule opacity stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
  stroke-dasharray stroke-dashoffset stroke-miterlimit vector-effect`);

/** What a click may do. The element around a block does it: no script of a block is ever in a page. */
export const ACTIONS: Readonly<Record<string, { readonly needs: readonly string[]; readonly does: string }>> = {
  'add-to-cart': { needs: ['data-vitrine-product'], does: 'puts a product into the shopper’s cart' },
  'open-cart': { needs: [], does: 'shows the cart' },
  'show-product': { needs: ['data-vitrine-product'], does: 'tells the page that a product was chosen' },
};
export const ACTION = 'data-vitrine-action';
/** Whom the action is about, and what its value looks like. */
export const ACTION_DATA: Readonly<Record<string, RegExp>> = {
  /** A handle, which may be in any script. */
  'data-vitrine-product': /^[\p{L}\p{M}\p{N}_-]{1,255}$/u,
  'data-vitrine-variant': /^[\w-]{1,128}$/,
  'data-vitrine-quantity': /^[1-9]\d{0,2}$/,
};
export const ACTED = words('button a');

/** Attributes that name other elements. */
export const REFERENCES = words(`
  aria-labelledby aria-describedby aria-controls aria-owns aria-details aria-errormessage aria-flowto aria-activedescendant
  headers`);

/** What the values of certain attributes look like. */
export const VALUES: Readonly<Record<string, RegExp>> = {
  dir: /^(?:ltr|rtl|auto)$/i,
  lang: /^[a-z]{1,8}(?:-[a-z\d]{1,8}){0,6}$/i,
  hreflang: /^[a-z]{1,8}(?:-[a-z\d]{1,8}){0,6}$/i,
  tabindex: /^(?:0|-1)$/,
  role: /^[a-z]{1,40}$/,
  width: /^[\d.]{1,8}(?:%|px|em|rem)?$/,
  height: /^[\d.]{1,8}(?:%|px|em|rem)?$/,
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
  span: /^\d{1,3}$/,
  start: /^-?\d{1,6}$/,
  target: /^_blank$/i,
  loading: /^(?:lazy|eager)$/,
  decoding: /^(?:async|sync|auto)$/,
  fetchpriority: /^(?:high|low|auto)$/,
  sizes: /^[\w\s().,:%+*/-]{1,300}$/,
  media: /^[\w\s().,:%+*/<>=-]{1,300}$/,
};

export const LIMITS = {
  /** Characters given. */
  characters: 512 * 1024,
  elements: 10_000,
  /** Elements in one another. */
  depth: 200,
  attributes: 100,
  /** Different values of `style`. */
  styles: 100,
  /** Elements `<style>`; reading one may cost a third of a second. */
  sheets: 2,
  /** Characters of all CSS. */
  css: 64 * 1024,
  told: 100,
  /** Times it is read again until it says the same twice. */
  passes: 6,
} as const;
