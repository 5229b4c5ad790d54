const DIGITS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
    [3, 'BHD IQD JOD KWD LYD OMR TND'],
    [4, 'CLF UYW'],
  ].flatMap(([digits, codes]) =>
    String(codes)
      .split(' ')
      .map((code) => [code, Number(digits)]),
  ),
);

/**
 * Digits of a currency after the decimal point, by ISO 4217. Everybody who turns minor units into an amount must use
 * these: what `Intl` says is how a currency is usually written, and differs by browser (HUF: 0 there, 2 here).
 */
export const minorDigits = (currency: string): number => DIGITS[currency] ?? 2;

/** An amount for logs and refusals, the same everywhere: "27.00 EUR". */
export const plainAmount = (minor: number, currency: string): string =>
  `${(minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency))} ${currency}`;
