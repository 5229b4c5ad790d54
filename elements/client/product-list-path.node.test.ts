import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathAfter, productListPath, productListPathOf } from './product-list-path.ts';

/** Reads attributes as an element does: null where there is none. */
const attributes =
  (given: Readonly<Record<string, string>>) =>
  (name: string): string | null =>
    given[name] ?? null;

describe('productListPath', () => {
  it('leaves out what is at its default, and writes the rest in one order', () => {
    assert.equal(productListPath({}), '/products');
    assert.equal(
      productListPath({ collection: '', sort: 'featured', limit: 24, available: false, vendor: '' }),
      '/products',
    );
    assert.equal(
      productListPath({
        available: true,
        tag: 'oak',
        type: 'Bowl',
        vendor: 'A & B',
        limit: 6,
        sort: 'newest',
        collection: 'x y',
      }),
      '/products?collection=x%20y&sort=newest&limit=6&filter.vendor=A%20%26%20B&filter.type=Bowl&filter.tag=oak&filter.available=true',
    );
  });

  it('takes no value for a default that only looks like one', () => {
    assert.equal(
      productListPath({ collection: 'featured', vendor: '24' }),
      '/products?collection=featured&filter.vendor=24',
    );
    assert.equal(
      productListPath({ tag: 't=24', type: 'limit=24' }),
      '/products?filter.type=limit%3D24&filter.tag=t%3D24',
    );
    assert.equal(productListPath({ limit: Number.NaN }), '/products');
  });

  it('says of attributes what it says of the query they mean', () => {
    assert.equal(
      productListPathOf(attributes({ collection: 'new', limit: '24', available: '', vendor: '', after: 'x' })),
      productListPath({ collection: 'new', limit: 24, available: true }),
    );
    assert.equal(productListPathOf(attributes({})), '/products');
  });

  it('goes on from a cursor', () => {
    assert.equal(pathAfter(productListPath({}), 'a+b'), '/products?after=a%2Bb');
    assert.equal(pathAfter(productListPath({ limit: 2 }), 'c'), '/products?limit=2&after=c');
  });
});
