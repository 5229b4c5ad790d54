import { isLink } from '../../../sandbox/sanitize/addresses.ts';
import type { BlockSetting, BlockSettings } from '../../contract/block-settings.ts';

/** What a block is given as one of its settings. */
export type SettingValue = string | number | boolean;

/** Every value of a schema, in its order, so that their JSON is the same for whatever means the same. */
export interface ValuesOfSettings {
  readonly values: Record<string, SettingValue>;
  /** What of the given values was not taken, in words for a developer; at most 50. */
  readonly warnings: string[];
}

type Field = Exclude<BlockSetting, { type: 'header' }>;
type Kind = Field['type'];
type OfKind<K extends Kind> = Extract<Field, { type: K }>;

/** Why a value does not fit, in words that go on after its name; null where it does. */
type Fit<K extends Kind> = (value: unknown, field: OfKind<K>) => string | null;

const WARNINGS_MOST = 50;
const WORDS_MOST = 5000;
const ADDRESS_MOST = 2000;
const HANDLE_MOST = 200;

const words =
  (most: number, what: string) =>
  (value: unknown): string | null => {
    if (typeof value !== 'string') return `is ${what}`;
    return value.length > most ? `has at most ${most} characters` : null;
  };

function numberWithin(value: unknown, { min, max }: { min?: number | undefined; max?: number | undefined }) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'is a number';
  if (min !== undefined && value < min) return `is at least ${min}`;
  return max !== undefined && value > max ? `is at most ${max}` : null;
}

function oneOf(value: unknown, { options }: OfKind<'select' | 'radio'>): string | null {
  if (options.some((option) => option.value === value)) return null;
  return `is one of ${options.map((option) => `"${option.value}"`).join(', ')}`;
}

function link(value: unknown): string | null {
  const told = words(ADDRESS_MOST, 'an address')(value);
  if (told || value === '' || isLink(value as string)) return told;
  return 'is an address that begins with https:, http:, mailto:, tel:, / or #';
}

function picture(value: unknown): string | null {
  const told = words(ADDRESS_MOST, 'the address of a picture')(value);
  if (told || value === '' || (isLink(value as string) && /^(?:https?:|\/)/i.test(value as string))) return told;
  return 'is the address of a picture, which begins with https:, http: or /';
}

const DAY = /^\d{4}-\d\d-\d\d$/;

function day(value: unknown): string | null {
  const isDay =
    typeof value === 'string' &&
    (value === '' ||
      (DAY.test(value) &&
        !Number.isNaN(Date.parse(`${value}T00:00Z`)) &&
        new Date(`${value}T00:00Z`).toISOString().startsWith(value)));
  return isDay ? null : 'is a day such as 2026-11-22';
}

const FITS: { readonly [K in Kind]: Fit<K> } = {
  text: (value, { maxLength = WORDS_MOST }) => words(maxLength, 'a text')(value),
  textarea: words(WORDS_MOST, 'a text'),
  number: numberWithin,
  range: numberWithin,
  checkbox: (value) => (typeof value === 'boolean' ? null : 'is true or false'),
  select: oneOf,
  radio: oneOf,
  color: (value) => (typeof value === 'string' && /^#[\da-f]{6}$/i.test(value) ? null : 'is a colour such as #1f6feb'),
  url: link,
  image: picture,
  product: words(HANDLE_MOST, 'the handle of a product'),
  collection: words(HANDLE_MOST, 'the handle of a collection'),
  date: day,
};

const problemOf = (value: unknown, field: Field): string | null =>
  (FITS[field.type] as Fit<Kind>)(value, field as OfKind<Kind>);

/** A schema may have a default that is none of its own options, or out of its own range. */
function defaultOf(field: Field): SettingValue {
  if (field.type === 'select' || field.type === 'radio')
    return field.default !== undefined && !problemOf(field.default, field)
      ? field.default
      : (field.options[0]?.value ?? '');
  if (field.type === 'url' || field.type === 'image') return problemOf(field.default, field) ? '' : field.default;
  if (field.type !== 'number' && field.type !== 'range') return field.default;
  return Math.max(field.min ?? -Infinity, Math.min(field.max ?? Infinity, field.default));
}

const quoted = (name: string): string => `"${name.length > 40 ? `${name.slice(0, 40)}…` : name}"`;

/**
 * The value of each setting of a block: what is given where it fits, else the setting's own default. What is null counts as
 * not given.
 */
export function settingValues(schema: BlockSettings, given: Readonly<Record<string, unknown>>): ValuesOfSettings {
  const warnings: string[] = [];
  const values: Record<string, SettingValue> = {};
  for (const field of schema) {
    if (field.type === 'header') continue;
    const value = Object.hasOwn(given, field.id) ? (given[field.id] ?? undefined) : undefined;
    const problem = value === undefined ? null : problemOf(value, field);
    if (problem) warnings.push(`The setting ${quoted(field.id)} ${problem}. Its default stands instead.`);
    values[field.id] = value === undefined || problem ? defaultOf(field) : (value as SettingValue);
  }
  for (const name of Object.keys(given)) {
    if (warnings.length >= WARNINGS_MOST) break;
    if (!Object.hasOwn(values, name)) warnings.push(`The block has no setting ${quoted(name)}.`);
  }
  return { values, warnings };
}
