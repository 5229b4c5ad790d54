import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Message } from '../../internal/strings.ts';
import { messages as arabic } from './ar.ts';
import { messages as german } from './de.ts';
import { english } from './en.ts';

/** Names of the values a text takes. */
const places = (message: Message): string[] => {
  const forms = typeof message === 'string' ? [message] : [message.other];
  return [...new Set(forms.flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
};

describe('texts of the editor of blocks', () => {
  for (const [language, table] of Object.entries({ ar: arabic, de: german }))
    it(`say everything in ${language}, with the same values`, () => {
      assert.deepEqual(Object.keys(table).sort(), Object.keys(english).sort());
      for (const [key, message] of Object.entries<Message>(english))
        assert.deepEqual(places(table[key as keyof typeof table]), places(message), key);
    });
});
