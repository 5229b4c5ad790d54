import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { highlight } from './highlight.ts';

/** The text with hits in brackets. */
const marked = (text: string, query: string): string =>
  highlight(text, query)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('');

describe('highlight', () => {
  it('marks the beginnings of words, whatever their case and accents', () => {
    assert.equal(marked('Café au lait, CAFETIÈRE', 'cafe'), '[Café] au lait, [CAFE]TIÈRE');
    assert.equal(marked('Cafe\u0301 noir', 'café'), '[Cafe\u0301] noir');
  });

  it('marks each word of the query, and not the middle of a word', () => {
    assert.equal(marked('Linen shirt, blue', 'blu shi'), 'Linen [shi]rt, [blu]e');
    assert.equal(marked('Teapot', 'pot'), 'Teapot');
  });

  it('marks Arabic as written with or without vowel signs', () => {
    assert.equal(marked('عُود كمبودي', 'عود'), '[عُود] كمبودي');
  });

  it('takes a query of signs as signs', () => {
    assert.equal(marked('a.b (c)', '.* ('), 'a.b [(]c)');
    assert.equal(marked('<b>', '<b'), '[<b]>');
  });

  it('gives back every text whole', () => {
    for (const text of ['', 'x', '👩‍👩‍👧 mug', 'ﬁne ﬁg', 'İstanbul']) {
      for (const query of ['', ' ', 'fi', 'i', '👩', 'istan']) {
        assert.equal(
          highlight(text, query)
            .map((piece) => piece.text)
            .join(''),
          text,
        );
      }
    }
  });
});
