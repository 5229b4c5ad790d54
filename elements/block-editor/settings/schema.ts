import type { BlockSetting } from '../../../edge-api/contract/block-settings.ts';

export type Setting = BlockSetting;
export type SettingType = Setting['type'];
/** A setting that has a value; headers have none. */
export type Field = Exclude<Setting, { type: 'header' }>;

/** A mistake in the form’s JSON. `path` leads to it: `[0, "label"]`. */
export interface SchemaMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface ReadSettings {
  /** Undefined where there is a mistake. */
  readonly settings?: readonly Setting[];
  readonly mistakes: readonly SchemaMistake[];
}

type Kind = 'text' | 'number' | 'boolean' | 'options';

/** What a setting of each type may say besides `type`, `id`, `label` and `info`; a `!` marks what it has to. */
const MAY_SAY: Readonly<Record<SettingType, Readonly<Record<string, Kind | `${Kind}!`>>>> = {
  header: {},
  text: { default: 'text', maxLength: 'number' },
  textarea: { default: 'text' },
  number: { default: 'number', min: 'number', max: 'number' },
  range: { min: 'number!', max: 'number!', step: 'number', unit: 'text', default: 'number!' },
  checkbox: { default: 'boolean' },
  select: { options: 'options!', default: 'text' },
  radio: { options: 'options!', default: 'text' },
  color: { default: 'text' },
  url: { default: 'text' },
  image: { default: 'text' },
  product: { default: 'text' },
  collection: { default: 'text' },
  date: { default: 'text' },
};
/** What the store fills in where a setting does not say it. */
export const STORED: Readonly<Record<SettingType, object>> = {
  header: {},
  text: { default: '' },
  textarea: { default: '' },
  number: { default: 0 },
  range: { step: 1 },
  checkbox: { default: false },
  select: {},
  radio: {},
  color: { default: '#000000' },
  url: { default: '' },
  image: { default: '' },
  product: { default: '' },
  collection: { default: '' },
  date: { default: '' },
};
export const SETTING_TYPES = Object.keys(MAY_SAY) as readonly SettingType[];
const MOST = 40;

type Told = (path: readonly (string | number)[], message: string) => void;
type Raw = Readonly<Record<string, unknown>>;

const IS: Readonly<Record<Kind, readonly [test: (value: unknown) => boolean, words: string]>> = {
  text: [(value) => typeof value === 'string', 'a text in quotes'],
  number: [(value) => typeof value === 'number', 'a number'],
  boolean: [(value) => typeof value === 'boolean', 'true or false'],
  options: [isOptions, 'a list such as [{ "value": "small", "label": "Small" }]'],
};

function isOptions(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((option: Raw | null) => typeof option?.['value'] === 'string' && typeof option['label'] === 'string')
  );
}

function checkOne(raw: unknown, at: number, seen: Set<string>, tell: Told): void {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return tell([at], 'A setting is an object: { "type": "text", "id": "heading", "label": "Heading" }.');
  const setting = raw as Raw;
  const type = setting['type'] as SettingType;
  if (typeof type !== 'string' || !Object.hasOwn(MAY_SAY, type))
    return tell([at, 'type'], `"type" is one of ${SETTING_TYPES.join(', ')}.`);
  if (typeof setting['label'] !== 'string' || setting['label'].trim() === '' || setting['label'].length > 80)
    tell([at, 'label'], 'Every setting has a "label" of at most 80 letters.');
  if (type !== 'header') checkId(setting['id'], at, seen, tell);
  for (const [name, wanted] of Object.entries(MAY_SAY[type])) {
    const [test, words] = IS[wanted.replace('!', '') as Kind];
    const value = setting[name];
    if (value === undefined ? wanted.endsWith('!') : !test(value))
      tell([at, name], `"${name}" of a ${type} is ${words}.`);
  }
  const known = ['type', 'label', 'info', ...(type === 'header' ? [] : ['id']), ...Object.keys(MAY_SAY[type])];
  for (const name of Object.keys(setting))
    if (!known.includes(name)) tell([at, name], `A ${type} has no "${name}", only ${known.join(', ')}.`);
  if (type === 'color' && typeof setting['default'] === 'string' && !/^#[0-9a-f]{6}$/i.test(setting['default']))
    tell([at, 'default'], 'A colour is written as #rrggbb.');
}

function checkId(id: unknown, at: number, seen: Set<string>, tell: Told): void {
  if (typeof id !== 'string' || !/^[a-z][a-z0-9_]{0,39}$/.test(id))
    return tell([at, 'id'], 'An "id" is small letters, digits and _, and begins with a letter.');
  if (seen.has(id)) tell([at, 'id'], `There are two settings "${id}".`);
  seen.add(id);
}

/** Reads a form’s JSON. What is wrong is told here already; the store looks again. */
export function readSettings(json: string): ReadSettings {
  const mistakes: SchemaMistake[] = [];
  const tell: Told = (path, message) => mistakes.push({ path, message });
  let read: unknown;
  try {
    read = JSON.parse(json.trim() || '[]');
  } catch (error) {
    return { mistakes: [{ path: [], message: (error as Error).message }] };
  }
  if (!Array.isArray(read)) return { mistakes: [{ path: [], message: 'A form is a list of settings: [ … ].' }] };
  if (read.length > MOST) tell([MOST], `A form has at most ${MOST} settings.`);
  const seen = new Set<string>();
  read.forEach((setting, at) => checkOne(setting, at, seen, tell));
  return mistakes.length ? { mistakes } : { settings: read as Setting[], mistakes };
}

/** What a field starts with. */
export function startOf(field: Field): string | number | boolean {
  switch (field.type) {
    case 'checkbox':
      return field.default ?? false;
    case 'number':
      return field.default ?? 0;
    case 'select':
    case 'radio':
      return field.default ?? field.options[0]?.value ?? '';
    default:
      return field.default ?? '';
  }
}
