import { isLanguageTag } from '../../../contract/language-tag.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** A text, or one for each plural category of its language; `{name}` is replaced by the value of that name. */
export type Message = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string });
export type Word = keyof typeof en;
export type Words = Readonly<Record<Word, Message>>;

/** Answers a text in the language of the page. A `count` among the values chooses the plural form. */
export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

const LANGUAGES: Readonly<Record<string, Words>> = { ar, de, en };
/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<string, string>> = { ar: 'العربية', de: 'Deutsch', en: 'English' };

const languageOf = (locale: string): string => locale.toLowerCase().split(/[-_]/, 1)[0] ?? '';

/** Whether these pages have words for a locale. */
const isSpoken = (locale: string): boolean => Object.hasOwn(LANGUAGES, languageOf(locale));

/** The texts of a locale; English for one without words. */
export function wordsOf(locale: string): Say {
  const language = isSpoken(locale) ? languageOf(locale) : 'en';
  const words: Words = LANGUAGES[language] ?? en;
  const rules = new Intl.PluralRules(language);
  return (word, values = {}) => {
    const message = words[word];
    const text =
      typeof message === 'string' ? message : (message[rules.select(Number(values['count'] ?? 0))] ?? message.other);
    return text.replace(/\{(\w+)\}/g, (whole: string, name: string) => `${values[name] ?? whole}`);
  };
}

/**
 * The language a visitor reads, among the store's: the first of the wishes (BCP 47 tags, dearest first) that the store and
 * these pages speak, else the store's own, else English.
 */
export function chooseLocale(wishes: readonly string[], languages: readonly string[], storeLocale: string): string {
  const offered = spokenOf(languages, storeLocale);
  for (const wish of wishes) {
    const found =
      offered.find((tag) => tag.toLowerCase() === wish.toLowerCase()) ??
      offered.find((tag) => languageOf(tag) === languageOf(wish));
    if (found) return found;
  }
  return offered.find((tag) => languageOf(tag) === languageOf(storeLocale)) ?? offered[0] ?? 'en';
}

/** The store's languages that these pages speak; at least one. */
export function spokenOf(languages: readonly string[], storeLocale: string): string[] {
  const known = [...new Set([...languages, ...(languages.length ? [] : [storeLocale])])].filter(
    (tag) => isSpoken(tag) && isLanguageTag(tag),
  );
  return known.length ? known : ['en'];
}
