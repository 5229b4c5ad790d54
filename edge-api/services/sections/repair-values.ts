import { plainName, WORDS } from './aliases.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Issue, IssueCode, Ledger, NoteCode } from './ledger.ts';
import { plainWords, type TextChange, type TextKind } from './plain-words.ts';

/** A value as the contract takes it, or why there is none. */
export type Outcome = { readonly value: unknown } | { readonly issues: readonly Issue[] };

export const refuse = (path: string, code: IssueCode, message: string): Outcome => ({
  issues: [{ path, code, message }],
});

const patterns = new Map<string, RegExp>();
/** The pattern of a schema; those of JSON Schema are ECMAScript's, of code points. */
export function matches(schema: JsonSchema, text: string): boolean {
  if (schema.pattern === undefined) return true;
  const pattern = patterns.get(schema.pattern) ?? new RegExp(schema.pattern, 'u');
  patterns.set(schema.pattern, pattern);
  return pattern.test(text);
}

/** What kind of text a schema wants, told by what its pattern lets through. */
export function kindOf(schema: JsonSchema): TextKind {
  if (schema.pattern === undefined) return 'name';
  if (matches(schema, 'one\ntwo')) return 'prose';
  return matches(schema, 'one two') ? 'line' : 'address';
}

const SAID: Record<TextChange, string> = {
  text_cleaned: 'characters that cannot be seen, or turn text around, were taken out',
  markup_removed: 'is plain text: HTML was taken out',
  text_cut: 'was too long, and cut',
};

/** Texts given as something else: numbers, and paragraphs or lines given as a list. */
function asText(given: unknown, kind: TextKind): { readonly text: string; readonly converted: boolean } | undefined {
  if (typeof given === 'string') return { text: given, converted: false };
  if (typeof given === 'number') return { text: String(given), converted: true };
  if (!Array.isArray(given) || given.length === 0 || !given.every((part) => typeof part === 'string')) return undefined;
  if (given.length > 1 && kind !== 'line' && kind !== 'prose') return undefined;
  return { text: given.join(kind === 'prose' ? '\n\n' : ' '), converted: true };
}

/** An anchor's name out of words, such as "our-story". */
const asSlug = (text: string): string =>
  text
    .slice(0, 200)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]{1,200}/g, '-')
    .replace(/^[^a-z]{1,200}/, '')
    .slice(0, 64)
    .replace(/-$/, '');

/** An address that is nearly right: its scheme in capitals, or one of a picture without encryption. */
function mended(schema: JsonSchema, address: string): string | undefined {
  const lower = address.replace(/^[a-z]{3,8}:/i, (scheme) => scheme.toLowerCase());
  return [lower, lower.replace(/^http:/, 'https:'), asSlug(address)].find((one) => one !== '' && matches(schema, one));
}

const described = ({ description }: JsonSchema): string => (description === undefined ? '' : `: ${description}`);

export function repairText(schema: JsonSchema, given: unknown, path: string, ledger: Ledger): Outcome {
  const kind = kindOf(schema);
  const read = asText(given, kind);
  if (!read) return refuse(path, 'wrong_type', `must be text${described(schema)}`);
  if (read.converted) ledger.note(path, 'converted', 'is text here');
  const most = schema.maxLength ?? 2048;
  const { text, changes } = plainWords(read.text, kind, most);
  for (const change of changes) ledger.note(path, change satisfies NoteCode, SAID[change]);
  if (text === '' && (schema.minLength ?? 0) > 0) return refuse(path, 'empty', `must not be empty${described(schema)}`);
  if (text.length > most) return refuse(path, 'too_long', `may have at most ${most} characters`);
  if (matches(schema, text)) return { value: text };
  const better = mended(schema, text);
  if (better === undefined) return refuse(path, 'not_allowed', `is not allowed here${described(schema)}`);
  ledger.note(path, 'address_changed', 'was written in another way');
  return { value: better };
}

/** A number as people write one of these: "4", "4.5", "12 px", "50 %", "5 stars", "4.5/5". */
const NUMBER = /^([-+]?\d{1,15}(?:\.\d{1,10})?) ?(?:px|%|stars?|\/ ?5)?$/i;

function asNumber(given: unknown): number | undefined {
  if (typeof given === 'number') return given;
  if (typeof given !== 'string' || given.length > 40) return undefined;
  const digits = NUMBER.exec(given.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Numbers that only say how much to show (whole ones with a default) are brought within their limits. Any other is a fact, such
 * as a rating, and is not: four of a hundred is not four of five.
 */
export function repairNumber(schema: JsonSchema, given: unknown, path: string, ledger: Ledger): Outcome {
  const read = asNumber(given);
  if (read === undefined) return refuse(path, 'wrong_type', `must be a number${described(schema)}`);
  if (typeof given !== 'number') ledger.note(path, 'converted', 'is a number here');
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const isAmount = schema.type === 'integer' && schema.default !== undefined;
  if (!isAmount && !(read >= minimum && read <= maximum))
    return refuse(path, 'out_of_range', `must be ${minimum} to ${maximum}`);
  const step = schema.type === 'integer' ? 1 : schema.multipleOf;
  const whole = step === undefined ? read : Math.round(read / step) * step;
  const value = isAmount ? clamp(whole, minimum, maximum) : whole;
  if (value !== read) ledger.note(path, 'adjusted', `was brought to ${value}`);
  return { value };
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

const YES = new Set(['true', 'yes', 'on', '1', 'y']);
const NO = new Set(['false', 'no', 'off', '0', 'n']);

export function repairBoolean(given: unknown, path: string, ledger: Ledger): Outcome {
  if (typeof given === 'boolean') return { value: given };
  const word = typeof given === 'number' || typeof given === 'string' ? String(given).slice(0, 10).toLowerCase() : '';
  if (!YES.has(word) && !NO.has(word)) return refuse(path, 'wrong_type', 'must be true or false');
  ledger.note(path, 'converted', 'is true or false here');
  return { value: YES.has(word) };
}

/** The one of some words that a word means: in other letters, or by another name. */
export function meantWord(words: readonly string[], given: string): string | undefined {
  if (given.length > 60) return undefined;
  const plain = plainName(given);
  return words.find((word) => plainName(word) === plain) ?? WORDS.get(plain)?.find((word) => words.includes(word));
}

export function repairWord(words: readonly string[], given: unknown, path: string, ledger: Ledger): Outcome {
  if (typeof given === 'string' && words.includes(given)) return { value: given };
  const meant = typeof given === 'string' ? meantWord(words, given) : undefined;
  if (meant === undefined) return refuse(path, 'not_allowed', `must be one of: ${words.join(', ')}`);
  ledger.note(path, 'renamed', `is called ${meant} here`);
  return { value: meant };
}
