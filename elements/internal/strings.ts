import type { ReactiveControllerHost } from 'lit';

/** A text, or one for each plural category of its language; `{name}` is replaced by the value of that name. */
export type Message = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { other: string });

/** A language's texts, by element (without the prefix) and key. What is missing is shown in English. */
export type LocaleTable = Readonly<Record<string, Readonly<Record<string, Message>>>>;

/** Answers a text in the element's language. A `count` among the values chooses the plural form. */
export type Text<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/** Languages besides English; each is one file, fetched when an element of that language appears. */
const LANGUAGES: Readonly<Record<string, () => Promise<{ readonly messages: LocaleTable }>>> = {
  ar: () => import('../locales/ar.ts'),
  de: () => import('../locales/de.ts'),
};

const tables = new Map<string, LocaleTable>();
const pending = new Map<string, Promise<void>>();
const plurals = new Map<string, Intl.PluralRules>();

const languages = new Map<string, string>();

/** The language of a locale; asked for with every text. */
function languageOf(locale: string): string {
  let language = languages.get(locale);
  if (language === undefined) languages.set(locale, (language = locale.toLowerCase().split(/[-_]/, 1)[0]!));
  return language;
}

/** Fetches the texts of a language once; undefined when nothing has to be waited for. A failure leaves English. */
export function loadLanguage(locale: string): Promise<void> | undefined {
  const language = languageOf(locale);
  const load = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
  if (!load || tables.has(language)) return undefined;
  let promise = pending.get(language);
  if (!promise) {
    promise = load().then(
      ({ messages }) => void tables.set(language, messages),
      () => void tables.set(language, {}),
    );
    pending.set(language, promise);
  }
  return promise;
}

/** Whether a language is written from right to left. */
export const isRightToLeft = (locale: string): boolean => /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)$/.test(languageOf(locale));

/** Picks the plural form and fills in the values. */
export function formatMessage(
  message: Message,
  locale: string,
  values?: Readonly<Record<string, string | number>>,
): string {
  let text = message;
  if (typeof text !== 'string') {
    let rules = plurals.get(locale);
    if (!rules) plurals.set(locale, (rules = new Intl.PluralRules(locale)));
    text = text[rules.select(Number(values?.['count'] ?? 0))] ?? text.other;
  }
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => `${values[name] ?? whole}`) : text;
}

/**
 * The texts of one element: English here in the code, other languages from `locales/`.
 *
 *     private readonly text = strings(this, 'buy-button', { add: 'Add to cart', left: { one: '{count} left', other: '{count} left' } });
 *     … this.text('left', { count: 2 })
 */
export function strings<Key extends string>(
  host: ReactiveControllerHost & { readonly locale: string },
  element: string,
  english: Readonly<Record<Key, Message>>,
): Text<Key> {
  return (key, values) => {
    const { locale } = host;
    void loadLanguage(locale)?.then(() => host.requestUpdate());
    const translated = tables.get(languageOf(locale))?.[element]?.[key];
    return formatMessage(translated ?? english[key], translated ? locale : 'en', values);
  };
}
