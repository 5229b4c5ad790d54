import { safeLocale } from '../internal/safe-locale.ts';

export interface Country {
  readonly code: string;
  readonly name: string;
}

/** Codes that name something, but no country one could send a parcel to. */
const NO_COUNTRY = 'AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ';
/** Every country the browser can name in this language, as ISO 3166-1 alpha-2 codes. */
function allCodes(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter(
      (code) => !NO_COUNTRY.includes(code) && names.of(code) && new Intl.Locale(`und-${code}`).region === code, // not a former name
    );
}

/** The countries to choose from, sorted as the language sorts; `codes` empty means everywhere. */
export function countries(locale: string, codes: readonly string[] = []): Country[] {
  const language = safeLocale(locale);
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const { compare } = new Intl.Collator(language);
  return (codes.length ? codes : allCodes())
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => compare(a.name, b.name));
}

/** The country to start with: the only one there is, else where the shopper's own language settings point. */
export function likelyCountry(choices: readonly Country[], languages: readonly string[]): string {
  if (choices.length === 1) return choices[0]!.code;
  for (const language of languages) {
    // Not by `Intl.Locale`: some systems name languages it refuses to read, such as "en-US@posix".
    const region = /[-_]([a-z]{2})(?![a-z])/i.exec(language)?.[1]?.toUpperCase();
    if (region && choices.some(({ code }) => code === region)) return region;
  }
  return '';
}
