import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SearchRequest } from '../stores/search-store.ts';
import { addressWith, readSearch } from './search-address.ts';

const request = (changes: Partial<SearchRequest>): SearchRequest => ({
  query: '',
  collection: undefined,
  filters: {},
  sort: '',
  exact: false,
  ...changes,
});
const written = (href: string, changes: Partial<SearchRequest>, prefix = ''): string =>
  addressWith(href, request(changes), prefix);
const read = (href: string, prefix = ''): SearchRequest | undefined => readSearch(new URL(href).search, prefix);

const PAGE = 'https://shop.example/find';

describe('the address of a search', () => {
  it('is written so that it is read the same', () => {
    for (const changes of [
      { query: 'mug' },
      { query: 'a&b=c#d?%/+ é 日本 "\\,' },
      { filters: { vendor: ['Kiln, Co', 'a\\b', 'x&y', '日本'], 'option.Farbe & Ton': ['rot'] }, sort: 'newest' },
      { query: 'x', filters: { 'price.min': ['100'], 'price.max': ['5000'] }, exact: true },
      { collection: { handle: 'ting-og-sånt', title: 'ting-og-sånt' } },
      { query: '' },
    ]) {
      for (const prefix of ['', 'a-', 'filter.']) {
        assert.deepEqual(read(written(PAGE, changes, prefix), prefix), request(changes), JSON.stringify(changes));
      }
    }
  });

  it('leaves the rest of the address as it was written', () => {
    const page = `${PAGE}?utm=%20x&flag&q2=1&=odd#top`;
    const searched = written(page, { query: 'mug', filters: { tag: ['a', 'b'] } });
    assert.equal(searched, `${PAGE}?utm=%20x&flag&q2=1&=odd&q=mug&filter.tag=a,b#top`);
    assert.equal(addressWith(searched, undefined, ''), page);
    assert.equal(written(searched, { query: 'cup' }), `${PAGE}?utm=%20x&flag&q2=1&=odd&q=cup#top`);
  });

  it('belongs to one prefix alone', () => {
    const both = written(written(PAGE, { query: 'mug' }, 'a-'), { query: 'cup' }, 'b-');
    assert.equal(read(both, 'a-')!.query, 'mug');
    assert.equal(read(both, 'b-')!.query, 'cup');
    assert.equal(read(both, ''), undefined);
    assert.equal(addressWith(both, undefined, 'a-'), `${PAGE}?b-q=cup`);
  });

  it('is no search when it holds an order alone, or nothing', () => {
    assert.equal(read(PAGE), undefined);
    assert.equal(read(`${PAGE}?sort=newest`), undefined);
    assert.equal(read(`${PAGE}?query=mug`), undefined);
  });

  it('ignores what can be none, as a page has parameters of its own', () => {
    const wrong =
      'sort=oldest&filter.x=1&filter.page=2&filter.option.=a&filter.metafield.custom=b&filter.metafield.a..b=c';
    const values = 'filter.price.min=0x10&filter.price.max=1,2&filter.available=maybe';
    assert.equal(read(`${PAGE}?${wrong}`), undefined);
    assert.deepEqual(read(`${PAGE}?q=mug&${wrong}&${values}`), request({ query: 'mug' }));
    assert.deepEqual(
      read(`${PAGE}?filter.price.max=20&filter.available=true&sort=title-asc`),
      request({ filters: { 'price.max': ['20'], available: ['true'] }, sort: 'title-asc' }),
    );
    assert.equal(written(`${PAGE}?filter.x=1&filter.tag=a`, { query: 'mug' }), `${PAGE}?filter.x=1&q=mug`);
  });

  it('takes whatever somebody writes there', () => {
    const strange = read(`${PAGE}?q=${'x'.repeat(500)}&filter.vendor=,,\\&filter.tag=&__proto__=1&filter.__proto__=1`)!;
    assert.equal(strange.query.length, 200);
    assert.deepEqual(Object.keys(strange.filters).sort(), []);
    assert.equal(({} as Record<string, unknown>)['0'], undefined);
  });
});
