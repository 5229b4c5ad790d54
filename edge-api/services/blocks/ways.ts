import type { BlockSettings } from '../../contract/block-settings.ts';
import { sha256 } from '../secrets.ts';
import { languageOf } from './languages.ts';
import { type SettingValue, settingValues } from './settings-values.ts';

/** Patterns of addresses, with `{handle}`. */
export interface BlockPaths {
  readonly product: string;
  readonly collection: string;
  readonly page: string;
}

/** Where a block is shown: what its links and pictures lead to. */
export interface BlockPlace {
  /** What goes before addresses of pictures that begin at the root; '' leaves them. */
  readonly origin: string;
  readonly paths: BlockPaths;
}

/** Paths of a store’s own pages. */
export const OWN_PATHS: BlockPaths = {
  product: '/products/{handle}',
  collection: '/collections/{handle}',
  page: '/pages/{handle}',
};

/** Everything a drawing depends on, besides the block and the store’s data. */
export interface BlockWay {
  readonly values: Readonly<Record<string, SettingValue>>;
  readonly locale: string;
  readonly currency: string;
  readonly place: BlockPlace;
}

/** The values that somebody has chosen, by name: those that are not the setting’s own default. */
function chosen(schema: BlockSettings, values: BlockWay['values']): [string, SettingValue][] {
  const { values: defaults } = settingValues(schema, {});
  return Object.entries(values)
    .filter(([name, value]) => value !== defaults[name])
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** The way of which a visitor chose nothing: its own defaults in the shop's language and currency, with links to the shop's own pages. */
export const plainWay = (
  schema: BlockSettings,
  { place }: BlockWay,
  { locale, currency }: { readonly locale: string; readonly currency: string },
): BlockWay => ({
  values: settingValues(schema, {}).values,
  locale: languageOf(undefined, locale),
  currency,
  place: { ...place, paths: OWN_PATHS },
});

/**
 * The name that a way of showing a block is kept under. It tells the address the caller reached us under apart, too, for who calls may
 * make that up; and it stays the same when a later version has more settings.
 */
export const wayName = (schema: BlockSettings, { values, locale, currency, place }: BlockWay): Promise<string> =>
  sha256(JSON.stringify([place.origin, place.paths, locale, currency, chosen(schema, values)]));

/** The address pattern of products that a page tells; null where it is none. */
export function productPattern(given: string | undefined): string | null {
  if (given === undefined || given.length > 500 || !given.includes('{handle}')) return null;
  if (!/^(?:https?:\/\/[^/?#]+)?\/(?!\/)/i.test(given) || /[\s\p{Cc}"'<>\\`]/u.test(given)) return null;
  const filled = given.replaceAll('{handle}', 'a');
  if (/[{}]/.test(filled) || !URL.canParse(filled, 'https://shop.invalid')) return null;
  const { username, password } = new URL(filled, 'https://shop.invalid');
  return username === '' && password === '' ? given : null;
}
