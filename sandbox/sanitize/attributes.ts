import { isLink, isPicture, isPictureSet } from './addresses.ts';
import {
  ACTED,
  ACTION,
  ACTION_DATA,
  ACTIONS,
  COMMON,
  OWN,
  REFERENCES,
  SHAPE_ATTRIBUTES,
  SHAPES,
  TAGS,
  VALUES,
} from './allowed.ts';
import { HTML, SVG } from './namespaces.ts';

/** What cleaning needs to know of a block's place. */
export interface Surroundings {
  /** Begins every id, so that none answers to a name of the page's. */
  readonly prefix: string;
  /** Where pictures may lie: addresses or paths that end with a slash. */
  readonly pictures: readonly string[];
  /** Ids of the block itself, as they were written. */
  readonly ids: ReadonlySet<string>;
  /** Takes declarations, and answers the class that has them; null where none are left. */
  readonly styles: { classFor(declarations: string): string | null };
  tell(code: 'attribute' | 'address' | 'action', message: string): void;
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** An element as any parser of HTML has it; the same rules hold for that of the server and that of a browser. */
export interface Tag {
  /** In small letters, but for those of SVG that have others. */
  readonly tagName: string;
  readonly namespaceURI: string;
  readonly attrs: readonly (Attribute & { readonly prefix?: string | undefined })[];
}

export const isAllowed = ({ namespaceURI, tagName }: Tag): boolean =>
  (namespaceURI === HTML && TAGS.has(tagName)) || (namespaceURI === SVG && SHAPES.has(tagName));

/** A picture without an address is a broken one. */
export const isWorthwhile = ({ tagName }: Tag, attributes: readonly Attribute[]): boolean =>
  (tagName !== 'img' && tagName !== 'source') || attributes.some(({ name }) => name === 'src' || name === 'srcset');

const ID = /^[a-z][\w-]{0,99}$/i;

const prefixed = (id: string, prefix: string): string => (id.startsWith(prefix) ? id : prefix + id);

/** Ids of the block get its prefix; others are those of the page and stay. */
const referenced = (value: string, { ids, prefix }: Surroundings): string =>
  value
    .split(/\s+/)
    .map((id) => (ids.has(id) ? prefixed(id, prefix) : id))
    .join(' ');

function link(value: string, around: Surroundings): string | null {
  if (!isLink(value)) return null;
  return value.startsWith('#') && ids(value, around) ? `#${prefixed(value.slice(1), around.prefix)}` : value;
}

const ids = (fragment: string, around: Surroundings): boolean => around.ids.has(fragment.slice(1));

const RELATIONS = /^(?:nofollow|sponsored|ugc|noopener|noreferrer|author|license|next|prev|tag|help)$/;

/** Colours and the like; no `url(…)`, and nothing a browser could take for one. */
const isShapeValue = (value: string): boolean =>
  /^[#\w\s(),.%+-]{0,20000}$/.test(value) && !/url|image|src/i.test(value);

/** The value an attribute may have; null where it may not stand. */
function clean(element: Tag, name: string, value: string, around: Surroundings): string | null {
  if (name === 'id') return ID.test(value) ? prefixed(value, around.prefix) : null;
  if (REFERENCES.has(name)) return /^[\w\s:.-]{1,400}$/.test(value) ? referenced(value, around) : null;
  if (/^aria-[a-z]{1,30}$/.test(name)) return value;
  // Names of attributes are anybody's: `constructor` is in every object.
  if (Object.hasOwn(ACTION_DATA, name))
    return ACTION_DATA[name]!.test(value) && ACTED.has(element.tagName) ? value : null;
  if (COMMON.has(name)) return VALUES[name] && !VALUES[name].test(value) ? null : value;
  if (element.namespaceURI === SVG) return SHAPE_ATTRIBUTES.has(name) && isShapeValue(value) ? value : null;
  if (!OWN[element.tagName]?.has(name)) return null;
  return cleanOwn(name, value, around);
}

function cleanOwn(name: string, value: string, around: Surroundings): string | null {
  if (name === 'href') return link(value, around);
  if (name === 'src') return isPicture(value, around.pictures) ? value : null;
  if (name === 'srcset') return isPictureSet(value, around.pictures) ? value : null;
  if (name === 'rel') {
    const kept = value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => RELATIONS.test(word));
    return kept.length > 0 ? kept.join(' ') : null;
  }
  return VALUES[name] && !VALUES[name].test(value) ? null : value;
}

/** An action stands only where its element can be clicked, its name is known, and it says whom it is about. */
function cleanAction(element: Tag, given: readonly Attribute[], around: Surroundings): Attribute[] {
  const action = given.find(({ name }) => name === ACTION);
  if (!action) return [];
  const known = Object.hasOwn(ACTIONS, action.value) ? ACTIONS[action.value] : undefined;
  const isWhole = known?.needs.every((need) =>
    given.some(({ name, value }) => name === need && ACTION_DATA[need]!.test(value)),
  );
  if (isWhole && ACTED.has(element.tagName)) return [action];
  around.tell(
    'action',
    known
      ? `The action "${action.value}" stands on a button or a link, with ${known.needs.join(' and ') || 'nothing else'}.`
      : `There is no action "${action.value.slice(0, 40)}". There are: ${Object.keys(ACTIONS).join(', ')}.`,
  );
  return [];
}

/** The attributes an element may keep. */
export function cleanAttributes(element: Tag, around: Surroundings): Attribute[] {
  const given = element.attrs.filter(({ prefix }) => !prefix);
  const kept: Attribute[] = cleanAction(element, given, around);
  let styled: string | null = null;
  for (const { name, value } of given) {
    if (name === ACTION) continue;
    if (name === 'style') {
      styled = around.styles.classFor(value);
      continue;
    }
    const cleaned = clean(element, name, value, around);
    if (cleaned !== null) kept.push({ name, value: cleaned });
    else tellAttribute(element, name, value, around);
  }
  return completed(element, withClass(kept, styled));
}

function tellAttribute(element: Tag, name: string, value: string, around: Surroundings): void {
  const isAddress = /^(?:href|src|srcset)$/.test(name) && OWN[element.tagName]?.has(name);
  const what = name.slice(0, 40);
  if (isAddress)
    around.tell(
      'address',
      `The address ${value.slice(0, 80)} cannot stand in ${what}: links lead to pages, mails and telephones, and pictures lie in the media library.`,
    );
  else around.tell('attribute', `<${element.tagName.slice(0, 40)}> has no ${what} of this value in a block.`);
}

function withClass(kept: Attribute[], name: string | null): Attribute[] {
  if (!name) return kept;
  const before = kept.find((attribute) => attribute.name === 'class');
  return [
    ...kept.filter((attribute) => attribute !== before),
    { name: 'class', value: before ? `${before.value} ${name}` : name },
  ];
}

/** Adds what an element must say: a page opened by a link gets no handle on this one, and a button sends no form around it. */
function completed(element: Tag, kept: Attribute[]): Attribute[] {
  if (element.tagName === 'button')
    return [...kept.filter(({ name }) => name !== 'type'), { name: 'type', value: 'button' }];
  const isOpening = element.tagName === 'a' && kept.some(({ name }) => name === 'target');
  const rel = kept.find(({ name }) => name === 'rel');
  if (!isOpening || rel?.value.includes('noopener')) return kept;
  return [
    ...kept.filter((attribute) => attribute !== rel),
    { name: 'rel', value: `${rel ? `${rel.value} ` : ''}noopener` },
  ];
}
