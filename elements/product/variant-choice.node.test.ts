import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Product } from '../../edge-api/contract/products.ts';
import { choiceFrom, choose, firstChoice, openChoice, standing, variantOf, variantsWithin } from './variant-choice.ts';

const variant = (id: string, options: string[], available = true): Product['variants'][number] => ({
  id,
  title: options.join(' / '),
  sku: null,
  options,
  price: { amountMinor: 100, currency: 'EUR' },
  compareAtPrice: null,
  available,
  quantityAvailable: null,
  lowStock: false,
  backOrdered: false,
  backInStockOn: null,
  unitPrice: null,
  imageId: null,
  requiresShipping: true,
});

/** Two options; red / L is sold out, blue / L is not made. */
const shirt = {
  options: [
    { name: 'Color', values: ['red', 'blue'] },
    { name: 'Size', values: ['M', 'L'] },
  ],
  variants: [variant('red-l', ['red', 'L'], false), variant('red-m', ['red', 'M']), variant('blue-m', ['blue', 'M'])],
} as Pick<Product, 'options' | 'variants'> as Product;

describe('variant choice', () => {
  it('begins with the first variant that can be bought', () => {
    assert.deepEqual(firstChoice(shirt), ['red', 'M']);
  });

  it('begins with the variant asked for, even when it is sold out', () => {
    assert.deepEqual(firstChoice(shirt, 'red-l'), ['red', 'L']);
  });

  it('begins with the first variant when nothing can be bought', () => {
    const soldOut = { ...shirt, variants: shirt.variants.map((v) => ({ ...v, available: false })) };
    assert.deepEqual(firstChoice(soldOut), ['red', 'L']);
  });

  it('tells sold out from not made', () => {
    assert.equal(standing(shirt, ['red', 'M'], 1, 'L'), 'sold-out');
    assert.equal(standing(shirt, ['blue', 'M'], 1, 'L'), 'missing');
    assert.equal(standing(shirt, ['red', 'M'], 0, 'blue'), 'available');
  });

  it('leaves open what is not chosen yet', () => {
    assert.deepEqual(openChoice(shirt), ['', '']);
    assert.deepEqual(openChoice({ options: [{ values: ['only'] }] } as unknown as Product), ['only']);
    assert.equal(variantOf(shirt, ['red', '']), undefined);
    assert.deepEqual(
      variantsWithin(shirt, ['red', '']).map(({ id }) => id),
      ['red-l', 'red-m'],
    );
    assert.equal(standing(shirt, ['', ''], 1, 'L'), 'sold-out');
    assert.equal(standing(shirt, ['', ''], 1, 'M'), 'available');
    assert.equal(standing(shirt, ['blue', ''], 1, 'L'), 'missing');
  });

  it('answers no variant for a combination that is not made', () => {
    assert.equal(variantOf(shirt, choose(['blue', 'M'], 1, 'L')), undefined);
  });

  it('takes a choice by id, or by some names and values on top of the present one', () => {
    assert.deepEqual(choiceFrom(shirt, ['red', 'M'], 'blue-m'), ['blue', 'M']);
    assert.deepEqual(choiceFrom(shirt, ['red', 'M'], { Color: 'blue' }), ['blue', 'M']);
    assert.equal(choiceFrom(shirt, ['red', 'M'], 'gone'), undefined);
    assert.equal(choiceFrom(shirt, ['red', 'M'], { Color: 'pink' }), undefined);
    assert.equal(choiceFrom(shirt, ['red', 'M'], { Shape: 'red' }), undefined);
  });

  it('gives a product without options its only variant', () => {
    const mug = { options: [], variants: [variant('mug', [])] } as Pick<Product, 'options' | 'variants'> as Product;
    assert.equal(variantOf(mug, firstChoice(mug))?.id, 'mug');
  });
});
