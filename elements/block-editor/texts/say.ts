import type { ReactiveControllerHost } from 'lit';
import { formatMessage, type Message, type Text } from '../../internal/strings.ts';
import { english } from './en.ts';

export type Key = keyof typeof english;
export type Say = Text<Key>;
type Table = Readonly<Record<Key, Message>>;

/** Languages besides English. They are files of the editor’s own: shoppers’ texts do not grow by them. */
const LANGUAGES: Readonly<Record<string, () => Promise<{ readonly messages: Table }>>> = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
};

const tables = new Map<string, Table>();
const asked = new Map<string, Promise<void>>();

const languageOf = (locale: string): string => locale.toLowerCase().split(/[-_]/, 1)[0]!;

function load(language: string): Promise<void> | undefined {
  const fetched = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
  if (!fetched || tables.has(language)) return undefined;
  let promise = asked.get(language);
  if (!promise) {
    promise = fetched().then(
      ({ messages }) => void tables.set(language, messages),
      // English stays.
      () => undefined,
    );
    asked.set(language, promise);
  }
  return promise;
}

/** The texts of the editor in its host’s language, as `strings()` answers those of shoppers’ elements. */
export function editorTexts(host: Pick<ReactiveControllerHost, 'requestUpdate'> & { readonly locale: string }): Say {
  return (key, values) => {
    const language = languageOf(host.locale);
    void load(language)?.then(() => host.requestUpdate());
    const translated = tables.get(language)?.[key];
    return formatMessage(translated ?? english[key], translated ? host.locale : 'en', values);
  };
}
