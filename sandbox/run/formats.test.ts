import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineFromBuild } from './engine-file.node.ts';
import { formatsOf } from './formats.ts';
import { renderOnce } from './in-process.ts';
import { bodyOf, requestOf } from './run.test-support.ts';

const LOCALES = [
  'en',
  'de',
  'fr',
  'es',
  'pl',
  'en-IN',
  'hi',
  'de-CH',
  'sv',
  'pt-BR',
  'ja',
  'zh',
  'ko',
  'ar-EG',
  'he',
  'tr',
];
const CURRENCIES = ['EUR', 'JPY', 'KWD', 'INR'];
const AMOUNTS = [0, 5, 99, 1000, 123_456, 1_234_567_890, -4250];
const engine = engineFromBuild();

/** What a block prints in a language. */
function printed(locale: string, body: string): unknown[] {
  const input = { locale, formats: formatsOf(locale, CURRENCIES) };
  const result = renderOnce(engine, requestOf(bodyOf(body), input));
  assert.equal(result.status, 'done');
  return JSON.parse(result.status === 'done' ? result.html : '') as unknown[];
}

describe('formats in a block', () => {
  it('write prices as the platform does in each language', () => {
    for (const locale of LOCALES) {
      const pairs = CURRENCIES.flatMap((currency) => AMOUNTS.map((amountMinor) => ({ amountMinor, currency })));
      const found = printed(
        locale,
        `return JSON.stringify(${JSON.stringify(pairs)}.map((money) => formatPrice(money)));`,
      );
      const expected = pairs.map(({ amountMinor, currency }) => {
        const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
        return format.format(amountMinor / 10 ** format.resolvedOptions().maximumFractionDigits!);
      });
      assert.deepEqual(found, expected, locale);
    }
  });

  it('write days as the platform does in each language', () => {
    const styles = {
      short: { year: 'numeric', month: '2-digit', day: '2-digit' },
      medium: { year: 'numeric', month: 'short', day: 'numeric' },
      long: { year: 'numeric', month: 'long', day: 'numeric' },
      full: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
    } as const;
    const days = ['2026-01-02', '2026-05-31', '2026-09-10', '2026-12-25'];
    for (const locale of LOCALES) {
      const asked = Object.entries(styles).flatMap(([style, options]) => days.map((day) => ({ style, options, day })));
      const body = `return JSON.stringify(${JSON.stringify(asked)}.map(({ day, style }) => formatDate(day, style)));`;
      const expected = asked.map(({ options, day }) =>
        new Intl.DateTimeFormat(locale, { timeZone: 'UTC', calendar: 'gregory', ...options }).format(new Date(day)),
      );
      assert.deepEqual(printed(locale, body), expected, locale);
    }
  });
});
