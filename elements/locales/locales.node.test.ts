import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { LocaleTable, Message } from '../internal/strings.ts';
import { messages as arabic } from './ar.ts';
import { messages as german } from './de.ts';

const folder = new URL('../', import.meta.url);

/** English texts, by element. */
async function englishTexts(): Promise<Map<string, Readonly<Record<string, Message>>>> {
  const texts = new Map<string, Readonly<Record<string, Message>>>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    // An element may have more than one file of them, for what it loads later.
    const element = /^([a-z-]+)\/[a-z-]+\.strings\.ts$/.exec(path)?.[1];
    if (!element) continue;
    const { english } = (await import(new URL(path, folder).href)) as { english: Readonly<Record<string, Message>> };
    texts.set(element, { ...texts.get(element), ...english });
  }
  return texts;
}

/** Names of the values a text takes. */
const places = (message: Message): string[] => {
  const forms = typeof message === 'string' ? [message] : [message.other];
  return [...new Set(forms.flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
};

describe('texts of the elements', async () => {
  const english = await englishTexts();
  for (const [language, table] of Object.entries<LocaleTable>({ ar: arabic, de: german })) {
    for (const [element, texts] of english) {
      it(`says everything of vitrine-${element} in ${language}, with the same values`, () => {
        const translated = table[element] ?? {};
        const missing = Object.keys(texts).filter((key) => !(key in translated));
        assert.deepEqual(missing, []);
        for (const [key, message] of Object.entries(texts))
          assert.deepEqual(places(translated[key]!), places(message), key);
      });
    }
  }
});
