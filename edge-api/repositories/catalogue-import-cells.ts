/** Why a row of an import may be left out; each is explained in `docs/importing.md`, and a test keeps the two in step. */
export const PROBLEM_CODES = [
  'handle_missing',
  'handle_invalid',
  'handle_conflict',
  'title_missing',
  'text_too_long',
  'price_missing',
  'price_invalid',
  'price_negative',
  'price_precision',
  'price_too_large',
  'number_invalid',
  'boolean_invalid',
  'status_unknown',
  'policy_unknown',
  'too_many_options',
  'too_many_variants',
  'too_many_tags',
  'option_name_missing',
  'option_value_missing',
  'option_combination_duplicate',
  'image_url_invalid',
  'placeholder_invalid',
  'video_url_invalid',
  'unit_invalid',
  'date_invalid',
  'too_many_cells',
  'product_left_out',
  'limit_reached',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** What is wrong with one cell; thrown while a row is read, so that the row is left out whole. */
export class CellProblem extends Error {
  readonly code: ProblemCode;
  readonly column: string | null;

  constructor(code: ProblemCode, column: string | null, message: string) {
    super(message);
    this.code = code;
    this.column = column;
  }
}

/** Quotes a cell in a message, shortened. */
export const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);

const MAX_MINOR = 1_000_000_000_000_000n;

/** Reads a price exactly, as text, into minor units; undefined for an empty cell. `comma` allows 19,99. */
export function parseMinor(text: string, digits: number, column: string, comma: boolean): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const match = /^([+-]?)(\d*)(?:([.,])(\d*))?$/.exec(trimmed);
  const [, sign = '', whole = '', mark = '', part = ''] = match ?? [];
  if (!match || whole + part === '' || (mark === ',' && !comma)) {
    const hint =
      mark === ',' || /^\d{1,3}(?:[., ]\d{3})+(?:[.,]\d+)?$/.test(trimmed)
        ? ' Write it with a decimal point and without separators of thousands.'
        : '';
    throw new CellProblem('price_invalid', column, `${quoted(text)} is not an amount, such as 19.99.${hint}`);
  }
  // Digits beyond the currency's must be zeros: rounding would change a price without telling anybody.
  if (/[1-9]/.test(part.slice(digits))) {
    throw new CellProblem(
      'price_precision',
      column,
      `${quoted(text)} has more decimals than the currency, which has ${digits}.`,
    );
  }
  const minor = BigInt(`${whole}${part.slice(0, digits).padEnd(digits, '0')}` || '0');
  if (minor > MAX_MINOR) throw new CellProblem('price_too_large', column, `${quoted(text)} is too large.`);
  if (sign === '-' && minor > 0n) throw new CellProblem('price_negative', column, `${quoted(text)} is negative.`);
  return Number(minor);
}

/** Reads a whole number; 0 for an empty cell. */
export function parseWhole(text: string, column: string): number {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  const value = /^[+-]?\d{1,12}(?:\.0*)?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (!Number.isSafeInteger(value))
    throw new CellProblem('number_invalid', column, `${quoted(text)} is not a whole number.`);
  return value === 0 ? 0 : value;
}

/** Reads a measure such as a weight; 0 for an empty cell. */
export function parseMeasure(text: string, column: string, comma: boolean): number {
  const trimmed = comma ? text.trim().replace(',', '.') : text.trim();
  if (trimmed === '') return 0;
  if (!/^\+?(?:\d{1,12}(?:\.\d*)?|\.\d+)$/.test(trimmed)) {
    throw new CellProblem('number_invalid', column, `${quoted(text)} is not a number of 0 or more.`);
  }
  // A millionth of a gram is enough, and is never written with an exponent.
  return Number(Number(trimmed).toFixed(6));
}

/** Reads yes or no, as spreadsheets write it. */
export function parseFlag(text: string, column: string, empty: boolean): boolean {
  const word = text.trim().toLowerCase();
  if (word === '') return empty;
  if (['true', 'yes', '1', 'y', 't'].includes(word)) return true;
  if (['false', 'no', '0', 'n', 'f'].includes(word)) return false;
  throw new CellProblem('boolean_invalid', column, `${quoted(text)} is neither true nor false.`);
}

/** Whether a browser can be given an address to load: http(s), or a path on this server. Anything it could run is refused. */
export function isLoadable(url: string): boolean {
  // A browser drops tabs and newlines from an address, and reads a backslash as a slash.
  const clean = url.length <= 4000 && !/[\p{Cc}\\<>"]/u.test(url);
  const known = /^\/(?!\/)/.test(url) || (/^https?:\/\/[^/?#@]+(?:[/?#]|$)/i.test(url) && URL.canParse(url));
  return clean && known;
}

/** Reads an address of an image. */
export function parseImageUrl(text: string, column: string): string {
  const url = text.trim().replaceAll(' ', '%20');
  if (isLoadable(url)) return url;
  throw new CellProblem(
    'image_url_invalid',
    column,
    `${quoted(text)} is not an address of an image that begins with http:// or https://.`,
  );
}

/** Reads a day, such as 2026-12-03; null for an empty cell. */
export function parseDay(text: string, column: string): string | null {
  const day = text.trim();
  if (day === '') return null;
  const real = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  // The last days of a short month are read as the first ones of the next.
  if (real && new Date(day).toISOString().startsWith(day)) return day;
  throw new CellProblem('date_invalid', column, `${quoted(text)} is not a day, such as 2026-12-03.`);
}

/** A handle as it is compared: one spelling for what looks the same. */
export const plainHandle = (text: string): string => text.trim().normalize('NFC').toLowerCase();

/** Reads a handle: lower case, letters of any script, digits, and the marks that need no escaping in a URL. */
export function parseHandle(text: string, column: string): string {
  const handle = plainHandle(text);
  if (handle === '') throw new CellProblem('handle_missing', column, 'The row has no handle.');
  if (!/^[\p{L}\p{N}_~-][\p{L}\p{M}\p{N}_~.-]*$/u.test(handle) || handle.length > 255) {
    throw new CellProblem(
      'handle_invalid',
      column,
      `${quoted(text)} is not a handle: letters, digits and dashes, at most 255 characters, and no spaces.`,
    );
  }
  return handle;
}

/** Makes a handle of a title. */
export function handleOf(title: string): string {
  return title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^[-\p{M}]+|-+$/gu, '')
    .slice(0, 200);
}

/** Refuses a text that is longer than its place. */
export function within(text: string, max: number, column: string): string {
  if (text.length <= max) return text;
  throw new CellProblem('text_too_long', column, `The text has ${text.length} characters; at most ${max} fit.`);
}
