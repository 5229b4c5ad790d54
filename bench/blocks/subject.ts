import type { BlockProduct } from '../../edge-api/contract/block-data.ts';
import { EXAMPLES } from '../../sandbox/examples/examples.ts';
import { formatsOf } from '../../sandbox/run/formats.ts';
import { GUEST_HELPERS } from '../../sandbox/run/guest-helpers.ts';
import { LIMITS, MOST_NEEDS, type BlockInput, type RenderRequest } from '../../sandbox/run/port.ts';

/** What is drawn: the example with the newest products, and a button at each. */
export const PRODUCTS = 24;
const EXAMPLE = EXAMPLES.find(({ name }) => name === 'new-arrivals')!;
export const SOURCE = EXAMPLE.source;
export const SETTINGS = EXAMPLE.settings;
export const TEXTS = EXAMPLE.texts;

const money = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

const products = Array.from({ length: PRODUCTS }, (_, at): BlockProduct => {
  const name = `thing-of-oak-${at}`;
  const address = `/media/halden/${name}`;
  return {
    ...{
      id: `p${at}`,
      handle: name,
      title: `Thing of oak ${at}`,
      vendor: 'Halden',
      type: 'Table',
      tags: ['oak', 'new'],
    },
    ...{ price: money(1900 + at), priceMin: money(1900 + at), priceMax: money(2900), compareAt: null, available: true },
    variantId: `v${at}`,
    image: { url: `${address}.jpg`, sized: `${address}.{width}.webp`, width: 1600, height: 1200, alt: `Thing ${at}` },
    description: 'Turned by hand from oak that grew near by, oiled, and made to be used every day. '.repeat(4).trim(),
  };
});

export const INPUT: BlockInput = {
  settings: { heading: '', collection: '', limit: PRODUCTS },
  locale: 'en',
  currency: 'EUR',
  now: Date.UTC(2026, 10, 22, 12),
  seed: 1,
  formats: formatsOf('en', ['EUR']),
  texts: TEXTS['en']!,
  paths: { product: '/products/{handle}', collection: '/collections/{handle}', page: '/pages/{handle}' },
  data: { [`products{"limit":${PRODUCTS},"sort":"newest"}`]: products },
};
export const REQUEST: RenderRequest = { source: SOURCE, input: INPUT };
/** What crosses into an engine. */
export const TEXT = JSON.stringify({ input: INPUT, limits: { ...LIMITS, needs: MOST_NEEDS } });

/** The helpers of a block as a script, without what makes them safe: answers what draws a block, given what crosses into an engine. */
export const HELPERS = `(() => {
  'use strict';
  const { freeze, keys, hasOwn, create } = Object;
  const { isArray } = Array;
  const { parse, stringify } = JSON;
  const { min, max, floor } = Math;
  const TextOf = String, Moment = Date, GivenWeakSet = WeakSet;
  ${GUEST_HELPERS}
  return (block, text) => {
    const { input, limits } = parse(text);
    const api = makeApi(input, () => { throw new Error('Nothing is missing.'); }, limits);
    return htmlText(block(api, api.settings));
  };
})()`;

/** The same block as a script that answers its function. */
export const FUNCTION = `(${SOURCE.replace('export default function', 'function')
  .replace(/^\/\*\*.*\*\/\n/, '')
  .replace(/;?\s*$/, '')})`;
