/**
 * How prices and days are written in a language, as plain data. A block formats with these and not with an engine's own
 * tables, so that the same input gives the same bytes wherever it runs.
 */

/** How a currency is written. `{n}` stands for the number. */
export interface PriceFormat {
  readonly positive: string;
  readonly negative: string;
  /** Digits of the smallest unit: 2 for EUR, 0 for JPY. */
  readonly digits: number;
}

export interface Formats {
  readonly decimal: string;
  readonly group: string;
  /** Digits in the last group, and in those before it: 3 and 3, or 3 and 2 in India. */
  readonly groups: readonly [last: number, other: number];
  /** Digits before the last group from which it is set apart: 2 in Spanish, which writes 1000 and 10.000. */
  readonly groupFrom: number;
  /** The ten digits. */
  readonly numerals: string;
  readonly prices: Readonly<Record<string, PriceFormat>>;
  readonly months: Readonly<{ long: readonly string[]; short: readonly string[] }>;
  readonly weekdays: readonly string[];
  /** By style: literal text and fields in braces, such as `{day}. {monthLong} {year}`. */
  readonly dates: Readonly<Record<'short' | 'medium' | 'long' | 'full' | 'weekday', string>>;
}

const part = (parts: readonly Intl.NumberFormatPart[], type: string): string =>
  parts.find((each) => each.type === type)?.value ?? '';

function priceFormat(locale: string, currency: string): PriceFormat {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const number = new Set(['integer', 'group', 'decimal', 'fraction']);
  const pattern = (value: number): string =>
    format
      .formatToParts(value)
      .map(({ type, value }) => (number.has(type) ? '{n}' : value))
      .join('')
      .replace(/(\{n\})+/, '{n}');
  return { positive: pattern(1), negative: pattern(-1), digits: format.resolvedOptions().maximumFractionDigits ?? 2 };
}

function grouping(locale: string): Pick<Formats, 'groups' | 'groupFrom'> {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const lengths = (value: number): number[] =>
    format
      .formatToParts(value)
      .filter(({ type }) => type === 'integer')
      .map(({ value }) => [...value].length);
  const long = lengths(1_234_567_890);
  const last = long.at(-1) ?? 3;
  return { groups: [last, long.length > 2 ? long.at(-2)! : last], groupFrom: lengths(1234).length > 1 ? 1 : 2 };
}

const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  short: { day: 'day2', month: 'month2', year: 'year' },
  medium: { day: 'day', month: 'monthShort', year: 'year' },
  long: { day: 'day', month: 'monthLong', year: 'year' },
  full: { day: 'day', month: 'monthLong', year: 'year', weekday: 'weekday' },
};

function datePattern(locale: string, style: keyof Formats['dates']): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric', calendar: 'gregory' };
  const wish: Intl.DateTimeFormatOptions =
    style === 'short'
      ? { day: '2-digit', month: '2-digit' }
      : { day: 'numeric', month: style === 'medium' ? 'short' : 'long' };
  if (style === 'full') wish.weekday = 'long';
  return new Intl.DateTimeFormat(locale, { ...options, ...wish })
    .formatToParts(Date.UTC(2026, 10, 22))
    .map(({ type, value }) => {
      const field = FIELDS[style]![type];
      // A name of a month that is a number in this language is followed by literal text of its own.
      return field ? `{${field}}` : value;
    })
    .join('');
}

function names(locale: string, options: Intl.DateTimeFormatOptions, type: string, days: readonly Date[]): string[] {
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', calendar: 'gregory', ...options });
  return days.map((day) => format.formatToParts(day).find((each) => each.type === type)?.value ?? '');
}

/** The formats of a language, with those of the currencies named. */
export function formatsOf(locale: string, currencies: readonly string[]): Formats {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(123_456_789.5);
  const digit = new Intl.NumberFormat(locale, { useGrouping: false });
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 15)));
  const week = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 10, 22 + day)));
  const month = (length: 'long' | 'short'): string[] =>
    names(locale, { day: 'numeric', month: length, year: 'numeric' }, 'month', months);
  return {
    decimal: part(parts, 'decimal') || '.',
    group: part(parts, 'group'),
    ...grouping(locale),
    numerals: Array.from({ length: 10 }, (_, value) => digit.format(value)).join(''),
    prices: Object.fromEntries(currencies.map((currency) => [currency, priceFormat(locale, currency)])),
    months: { long: month('long'), short: month('short') },
    weekdays: names(locale, { weekday: 'long' }, 'weekday', week),
    dates: {
      short: datePattern(locale, 'short'),
      medium: datePattern(locale, 'medium'),
      long: datePattern(locale, 'long'),
      full: datePattern(locale, 'full'),
      weekday: '{weekday}',
    },
  };
}
