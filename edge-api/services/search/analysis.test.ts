import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyserOf, fold } from './analysis.ts';
import { indexedDocument } from './document.ts';

const terms = (locale: string, text: string) => analyserOf(locale).terms(text).join(' ');

describe('the analysis of text', () => {
  it('folds case, accents, full-width letters and letters that stand for two', () => {
    assert.equal(fold('Crème BRÛLÉE Straße Ｍ４ Ærø'), 'creme brulee strasse m4 aero');
    assert.equal(fold('مُحَمَّد أحمد فتاة'), 'محمد احمد فتاه');
  });

  it('keeps the marks of scripts that are written with them', () => {
    assert.deepEqual(analyserOf('hi').words('कमीज़ लाल'), [fold('कमीज़'), 'लाल']);
  });

  it('finds plural and singular by each other, in the language of the store', () => {
    assert.equal(
      terms('en-GB', 'Dresses batteries glasses bus laptops bookshelves mice gloves'),
      'dress battery glass bus laptop bookshelf mouse glove',
    );
    assert.equal(terms('de', 'Häuser'), terms('de', 'Haus'));
    assert.equal(terms('fr', 'chaussures'), terms('fr', 'chaussure'));
    assert.equal(terms('ru', 'лампы'), terms('ru', 'лампа'));
    assert.equal(terms('ar', 'كتابها'), terms('ar', 'كتاب'));
  });

  it('does not make one of "printer" and "printing"', () => {
    assert.notEqual(terms('en', 'printer'), terms('en', 'printing'));
  });

  it('leaves model numbers and foreign brands as they are', () => {
    assert.equal(terms('de', 'MX518 WH-1000XM4s'), 'mx518 wh 1000xm4s');
    assert.equal(terms('ar', 'Headphones'), 'headphone');
  });

  it('reads scripts without spaces by pairs, and what stands between them as words', () => {
    assert.deepEqual(analyserOf('ja').words('無線マウスMX518青'), ['無線', '線マ', 'マウ', 'ウス', 'mx518', '青']);
  });

  it('has no words for what is no text', () => {
    for (const text of ['', ' ', '"*^:', '\u0000\u0007', '\u{1F600}'])
      assert.deepEqual(analyserOf('en').words(text), []);
  });

  it('keeps other writings of hyphens and model numbers', () => {
    const product = {
      title: 'Wi-Fi mouse MX 518',
      vendor: '',
      productType: 'T-shirt',
      tags: [],
      collections: [],
      variantsText: 'AB12-9',
      descriptionText: '',
    };
    const codes = indexedDocument(product, analyserOf('en')).fields.codes.split(' ');
    for (const code of ['wifi', 'mx518', 'tshirt', 'ab12', 'ab129', 'ab', '12']) assert.ok(codes.includes(code), code);
  });
});
