import type { CSSResult, ReactiveElement } from 'lit';
import { styles as carousel } from '../product-grid/carousel.styles.ts';
import { styles as masonry } from '../product-grid/masonry.styles.ts';
import { views } from '../section/section.ts';

/** Styles that are a file of the build, loaded once by all shadow roots of a page that link to it. */
export interface Sheet {
  readonly name: string;
  readonly text: string;
}

const known = new Map<object, Sheet>();
const urls = new Map<Sheet, string>();

/** A short name for a text: two 32-bit sums that differ in their beginnings and factors. */
function nameOf(text: string): string {
  let [one, two] = [5381, 52711];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = (Math.imul(one, 33) ^ code) >>> 0;
    two = (Math.imul(two, 31) ^ code) >>> 0;
  }
  return `${one.toString(36)}${two.toString(36)}`;
}

/** The file of a sheet; its name says what is in it. */
export function sheetUrl(sheet: Sheet): string {
  let url = urls.get(sheet);
  if (!url) urls.set(sheet, (url = `${sheet.name}-${nameOf(sheet.text)}.css`));
  return url;
}

function sheet(key: object, name: string, parts: readonly CSSResult[], besides = ''): Sheet {
  let made = known.get(key);
  if (!made) known.set(key, (made = { name, text: parts.map(({ cssText }) => cssText).join('') + besides }));
  return made;
}

/**
 * A button that does nothing without a script; the title of its card leads on. Cards are a theme's here as on all pages of the
 * shop's own: what is embedded keeps to the page around it.
 */
const GRID =
  '@media (scripting:none){.add{display:none}}' +
  'ul .card{--ground:color-mix(in oklab,var(--sunken) var(--vitrine-card-sunken,0%),var(--surface));background:color-mix(in oklab,var(--ground) var(--vitrine-card-ground,0%),transparent);' +
  'border:var(--vitrine-card-border,0px) solid var(--line);border-radius:var(--vitrine-radius-card,0px);box-shadow:var(--vitrine-card-shadow,none);padding:var(--vitrine-card-padding,0px)}' +
  '.card .picture{border-radius:var(--vitrine-radius-card,var(--radius))}' +
  '.card img{object-fit:var(--vitrine-product-image-fit,cover)}.card .add{border-radius:var(--vitrine-radius-button,var(--radius))}';

/** A gallery where no script turns its pictures: the first one large, all others below. */
const stillGallery = (host: string): string =>
  `${host} :is(.over,.thumbnails){display:none}${host} .fades .image{opacity:1}` +
  `${host} .strip{display:grid;grid-template-columns:1fr 1fr;gap:var(--space-3);overflow:visible;aspect-ratio:auto;background:none}${host} .stage .strip{border-radius:0}` +
  `${host} .slide{block-size:auto;aspect-ratio:var(--vitrine-product-image-ratio,1);border-radius:var(--radius);background-color:var(--sunken);cursor:auto}` +
  `${host} .slide:first-child{grid-column:1/-1}`;

/** Where a page has a form of its own to buy by: it tells prices and choices. */
const besidesForm = (host: string): string => `${host} :is(.prices,form>fieldset,.stock,.buy,.sku){display:none}`;

/** A theme's corners and headings; and what holds without scripts, or in a plain box that none takes over. */
const PRODUCT =
  '.buy :is(.primary,.stepper){border-radius:var(--vitrine-radius-button,var(--radius))}' +
  '.stage .strip{border-radius:var(--vitrine-radius-card,var(--radius))}' +
  '.heading .title{font-family:var(--vitrine-font-heading,inherit);font-weight:var(--vitrine-weight-heading,600);text-transform:var(--vitrine-case-heading,none)}' +
  `@media (scripting:none){${stillGallery(':host')}${besidesForm(':host([data-filled])')}}` +
  stillGallery(':host(div)') +
  besidesForm(':host(div[data-filled])');

/** Buttons of a block do nothing without a script. */
const BLOCK = '@media (scripting:none){.block button{display:none}}:host(div) .block button{display:none}';

const BESIDES: Readonly<Record<string, string>> = { 'product-grid': GRID, product: PRODUCT, block: BLOCK };
/** Buttons of a carousel come with its script: their room is there before. */
const TURNS = '.head{min-block-size:44px}';

const ownSheet = (own: typeof ReactiveElement, name: string): Sheet =>
  sheet(own, name, own.elementStyles as CSSResult[], BESIDES[name]);

/** The sheets an element's shadow root wants, its own first. */
export function sheetsOf(element: ReactiveElement & { layout?: string | undefined; drawn?: string }): Sheet[] {
  const own = element.constructor as typeof ReactiveElement;
  const name = element.localName.replace('vitrine-', '');
  const sheets = [ownSheet(own, name)];
  if (element.localName === 'vitrine-product-grid') {
    if (element.layout === 'carousel') sheets.push(sheet(carousel, 'carousel', [carousel], TURNS));
    if (element.layout === 'masonry') sheets.push(sheet(masonry, 'masonry', [masonry]));
  }
  const view = element.localName === 'vitrine-section' ? views.get(element.drawn ?? '') : undefined;
  if (view) sheets.push(sheet(view, `section-${element.drawn}`, [view.styles]));
  return sheets;
}

/** Every sheet there can be, for the build to write. */
export function allSheets(classes: readonly (readonly [tag: string, element: typeof ReactiveElement])[]): Sheet[] {
  return [
    ...classes.map(([tag, own]) => ownSheet(own, tag.replace('vitrine-', ''))),
    sheet(carousel, 'carousel', [carousel], TURNS),
    sheet(masonry, 'masonry', [masonry]),
    ...[...views].map(([type, view]) => sheet(view, `section-${type}`, [view.styles])),
  ];
}
