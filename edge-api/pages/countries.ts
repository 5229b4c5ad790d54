export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly name: string;
}

/** Codes that name something, but no country one could send a parcel to. */
const NO_COUNTRY = 'AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ';
const lists = new Map<string, readonly Country[]>();

/** The codes of every country. */
export function everyCountry(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter(
      (code) => !NO_COUNTRY.includes(code) && names.of(code) && new Intl.Locale(`und-${code}`).region === code, // not a former name
    );
}

/** Names of countries; a code that is none stands for itself. */
export function countryNames(locale: string): (code: string) => string {
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
  return (code) => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code;
    }
  };
}

/** The countries to choose from, as the language names and sorts them; `codes` empty means all. */
export function countriesIn(locale: string, codes: readonly string[] = []): readonly Country[] {
  const key = `${locale} ${codes.join()}`;
  const known = lists.get(key);
  if (known) return known;
  const name = countryNames(locale);
  const { compare } = new Intl.Collator(locale);
  const list = (codes.length ? codes : everyCountry())
    .map((code) => ({ code, name: name(code) }))
    .sort((a, b) => compare(a.name, b.name));
  if (lists.size > 500) lists.clear();
  lists.set(key, list);
  return list;
}
