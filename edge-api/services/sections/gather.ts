import { fieldOf, plainName } from './aliases.ts';
import { below, isForbidden, type Ledger } from './ledger.ts';

type Given = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** Halves of a button given as two fields, such as `buttonText` and `buttonUrl`: whose it is, and which half. */
const HALF =
  /^((?:primary|secondary|main)?(?:button|cta|link|action)[12]?)(text|label|title|name|url|href|link|target)?$/;
const LEADS = /^\s{0,9}(?:https?:|mailto:|tel:|[/#])/i;
const PICTURE_ALT = /^(?:image|img|picture|photo|backgroundimage|avatar|logo)(?:alt|alttext)$/;

/** Buttons whose words and address stand in two fields, the secondary last. */
function splitButtons(given: Given, names: readonly string[]) {
  const halves = new Map<string, { label?: string; href?: string }>();
  for (const name of names) {
    const value = given[name];
    const [, whose, named] = HALF.exec(plainName(name.slice(0, 60))) ?? [];
    if (whose === undefined || typeof value !== 'string') continue;
    const half = named ?? (LEADS.test(value) ? 'href' : 'text');
    const button = halves.get(whose) ?? {};
    const isWords = half === 'text' || half === 'label' || half === 'title' || half === 'name';
    halves.set(whose, { ...(isWords ? { label: name } : { href: name }), ...button });
  }
  return [...halves.entries()]
    .flatMap(([whose, { label, href }]) => (label === undefined || href === undefined ? [] : [{ whose, label, href }]))
    .toSorted((a, b) => Number(a.whose.startsWith('secondary')) - Number(b.whose.startsWith('secondary')));
}

/**
 * What an object gives for each field that it may have: by its name, by another name for it, or put together from several. The
 * rest is kept aside. Only the object's own enumerable names are read, and none that reaches a prototype.
 */
export function gather(
  given: Given,
  fields: readonly string[],
  path: string,
  ledger: Ledger,
): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const isFree = (field: string) => !found.has(field);
  const names: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (isForbidden(name)) ledger.note(below(path, name), 'dropped', 'is no name of a field');
    else if (!isGiven(value)) continue;
    else if (fields.includes(name)) found.set(name, value);
    else names.push(name);
  }
  if (names.length === 0) return found;

  const taken = buttonsInto(found, given, fields, names, path, ledger);
  const rest = names.filter((name) => {
    const field = taken.has(name) ? undefined : fieldOf(name.slice(0, 60), isFree, fields);
    if (field === undefined) return !taken.has(name);
    found.set(field, given[name]);
    ledger.note(below(path, name), 'renamed', `is called ${field} here`);
    return false;
  });
  for (const name of rest) {
    if (!pictureAlt(found, name, given[name], path, ledger)) ledger.aside(below(path, name), given[name]);
  }
  return found;
}

function buttonsInto(
  found: Map<string, unknown>,
  given: Given,
  fields: readonly string[],
  names: readonly string[],
  path: string,
  ledger: Ledger,
): ReadonlySet<string> {
  const field = ['actions', 'link'].find((one) => fields.includes(one) && !found.has(one));
  const buttons = field === undefined ? [] : splitButtons(given, names).slice(0, field === 'link' ? 1 : undefined);
  if (field === undefined || buttons.length === 0) return new Set();
  const links = buttons.map(({ label, href }) => ({ label: given[label], href: given[href] }));
  found.set(field, field === 'link' ? links[0] : links);
  const used = buttons.flatMap(({ label, href }) => [label, href]);
  for (const name of used) ledger.note(below(path, name), 'renamed', `is part of ${field} here`);
  return new Set(used);
}

/** What is to be seen on a picture, given beside it. */
function pictureAlt(found: Map<string, unknown>, name: string, value: unknown, path: string, ledger: Ledger): boolean {
  const picture = found.get('picture');
  if (typeof value !== 'string' || !PICTURE_ALT.test(plainName(name.slice(0, 60)))) return false;
  if (typeof picture === 'string') found.set('picture', { src: picture, alt: value });
  else if (isObject(picture) && !isGiven(picture['alt'])) found.set('picture', { ...picture, alt: value });
  else return false;
  ledger.note(below(path, name), 'renamed', 'is called picture.alt here');
  return true;
}
