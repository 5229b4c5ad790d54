import { fileURLToPath } from 'node:url';
import { drawingFromBuild } from '../../edge-api/adapters/elements/from-build.node.ts';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import { SECTION_TYPES } from '../../edge-api/contract/sections/section-types.ts';
import { KeptDrawings } from '../../edge-api/pages/ssr/kept-drawings.ts';
import type { ElementOrder } from '../../edge-api/pages/ssr/port.ts';
import type { Bench, BenchReport } from '../../tools/bench.ts';

/** What a page that is drawn on the server may cost, in times of a string template's. */
const GOAL = 4;
const PRODUCTS = 24;
const SECTIONS = 8;

const store = {
  handle: 'halden',
  name: 'Halden',
  currency: 'EUR',
  locale: 'en',
  branding: { accent: '#2f4f4f', logo: null, font: null, radiusPx: 4 },
};

const product = (number: number): ProductSummary => ({
  id: `p${number}`,
  handle: `thing-${number}`,
  title: `A thing of linen & oak, number ${number}`,
  vendor: 'Halden',
  productType: 'Things',
  image: {
    id: `i${number}`,
    url: `/media/${number}.jpg`,
    sized: `/media/${number}-{width}.jpg`,
    alt: `Thing ${number} on a table`,
    width: 800,
    height: 1000,
    placeholder: '#ccbbaa',
  },
  priceMin: { amountMinor: 1000 + number, currency: 'EUR' },
  priceMax: { amountMinor: 1000 + number, currency: 'EUR' },
  compareAtPrice: null,
  available: true,
  variantCount: 1,
  onlyVariantId: `v${number}`,
});

const sections: Section[] = SECTION_TYPES.filter(({ type }) => type !== 'product-showcase')
  .slice(0, SECTIONS)
  .map(({ type, variants, example }, index) => ({
    id: `s${index}`,
    type,
    variant: Object.keys(variants)[0]!,
    content: example as Record<string, unknown>,
    settings: { tone: 'plain', spacing: 'medium', width: 'normal' },
    version: 1,
  }));

const products = Array.from({ length: PRODUCTS }, (_, index) => product(index));

const orderOf = (whole: boolean): ElementOrder => ({
  wanted: [
    { tag: 'vitrine-sections', attributes: { level: '1' }, sections },
    { tag: 'vitrine-product-grid', attributes: { limit: `${PRODUCTS}`, 'product-url': '/products/{handle}' } },
  ],
  answers: {
    store,
    lists: [{ query: { limit: PRODUCTS }, page: { store, products, next: null } }],
    products: [],
    searches: [],
  },
  locale: 'en',
  assets: '/assets/',
  whole,
});

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char]!);

/**
 * A template of strings that makes these very bytes: every text and every value of an attribute is a value that is escaped. The
 * JSON for scripts is made anew by `stringify`, as any template would have to. Prices and sizes of pictures are there already.
 */
function stringTemplate(whole: string): () => string {
  const [, before = whole, json, after = ''] =
    /^([^]*<script type="application\/json">)([^]*?)(<\/script>[^]*)$/.exec(whole) ?? [];
  const data: unknown = json === undefined ? undefined : JSON.parse(json);
  const html = before;
  const statics: string[] = [];
  const values: string[] = [];
  let at = 0;
  for (const { 0: found, index } of html.matchAll(/(?<==")[^"]+(?=")|(?<=>)[^<>]+(?=<)/g)) {
    statics.push(html.slice(at, index));
    values.push(found.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&quot;', '"'));
    at = index + found.length;
  }
  const rest = html.slice(at);
  return () => {
    let text = '';
    for (let index = 0; index < values.length; index++) text += statics[index]! + escape(values[index]!);
    return text + rest + (data === undefined ? '' : JSON.stringify(data).replaceAll('<', '\\u003c')) + after;
  };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Milliseconds of this process's own time that one run takes: what else the machine does is not in it. */
function timed(work: () => unknown): number {
  const before = process.cpuUsage();
  for (let run = 0; run < 40; run++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 40_000;
}

/** Milliseconds of one run of two ways to do a thing, taken in turns. */
function compared(one: () => unknown, other: () => unknown, rounds: number) {
  for (let warm = 0; warm < 4; warm++) {
    timed(one);
    timed(other);
  }
  const took = Array.from({ length: rounds }, () => [timed(one), timed(other)] as const);
  return {
    ms: median(took.map(([ms]) => ms)),
    otherMs: median(took.map(([, ms]) => ms)),
    ratio: median(took.map(([ms, otherMs]) => ms / otherMs)),
  };
}

/** Measures pages that are drawn on the server against templates of strings in the same process. */
export const run: Bench['run'] = async ({ runs = 25 }): Promise<BenchReport> => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const drawing = await drawingFromBuild(root, (error) => {
    throw error;
  })();
  if (!drawing) throw new Error('Build first: `npm run build`.');
  const samples = (['whole', 'static'] as const).map((kind) => {
    const order = orderOf(kind === 'whole');
    const { html } = drawing.renderElements(order);
    const template = stringTemplate(html);
    // Another name each time, as after a change: nothing that was drawn before is of use.
    let change = 0;
    const anew = () => {
      const { answers } = order;
      const named = { ...answers.store, name: `Halden ${change++}` };
      return drawing.renderElements({ ...order, answers: { ...answers, store: named } });
    };
    const first = compared(anew, template, runs);
    const again = compared(() => drawing.renderElements(order), template, runs);
    return { kind, bytes: html.length, first, again };
  });
  const kept = new KeptDrawings();
  const { html, styles } = drawing.renderElements(orderOf(true));
  const texts = new Map([['page', html]]);
  const again = () => kept.get('page', async () => ({ html, styles, hashes: [] }));
  await again();
  const read = compared(again, () => Promise.resolve(texts.get('page')), runs);
  const slowest = Math.max(...samples.map(({ again }) => again.ratio));
  return {
    title: `A page of ${SECTIONS} sections and ${PRODUCTS} products, drawn on the server`,
    rows: samples.map(({ kind, bytes, first, again }) => ({
      page: kind === 'whole' ? 'to be taken over' : 'to stay as it is',
      characters: bytes,
      'first time, ms': first.ms.toFixed(2),
      'again, ms': again.ms.toFixed(2),
      'string template, ms': again.otherMs.toFixed(2),
      'times at first': first.ratio.toFixed(1),
      'times again': again.ratio.toFixed(1),
    })),
    notes: [
      'The template of strings makes the same bytes from values that are already worked out, escaped one by one.',
      `A page that is kept is answered in ${(read.ms * 1000).toFixed(1)} µs, reading a text from memory takes ${(read.otherMs * 1000).toFixed(1)} µs.`,
    ],
    checks: [
      {
        name: 'times a string template, with parts that were drawn before',
        value: slowest,
        goal: GOAL,
        met: slowest <= GOAL,
      },
    ],
    samples: { pages: samples, kept: read },
  };
};
