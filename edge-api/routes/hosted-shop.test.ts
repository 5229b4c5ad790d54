import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { styleHashes } from '../pages/ssr/drawn-styles.ts';
import { startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const api = await startApi({}, { BASE_DOMAIN: 'shops.example' });
const ORIGIN = 'http://ada.shops.example';
const ask = (path: string, headers: Record<string, string> = {}) =>
  api.request(`${ORIGIN}${path}`, { redirect: 'manual', headers: { 'accept-language': 'en', ...headers } });
const textOf = async (path: string, headers?: Record<string, string>) => (await ask(path, headers)).text();

/** Handles of the cards of a page, in their order. */
const cardsOf = (text: string): string[] =>
  [...text.matchAll(/<a class="choose" href="\/products\/([^"]+)"/g)].map(([, handle]) => handle!);
const nextOf = (text: string): string =>
  (/rel="next" href="([^"]+)"/.exec(text)?.[1] ?? assert.fail('no next page')).replaceAll('&amp;', '&');
/** What came along for scripts. */
const dataOf = (text: string) =>
  JSON.parse(/<script type="application\/json">([^]*?)<\/script>/.exec(text)?.[1] ?? 'null') as {
    wanted: { products?: { handle: string }[] }[];
    answers: { products: { handle: string; product: { variants: { id: string }[] } }[] };
  } | null;
const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]!.split(';', 1)[0]!;

/** Puts something into a cart of forms, and answers its cookie. */
const fill = async (): Promise<string> =>
  cookieOf(
    await api.request(`${ORIGIN}/cart`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ do: 'add', variant: variantId('mug'), quantity: '1' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
    }),
  );

before(() =>
  api.store('ada', { name: 'Ada', settings: { languages: ['en', 'de'] } }, async (db) => {
    await sell({
      handle: 'mug',
      title: 'Mug',
      collections: ['table'],
      variants: [
        { options: ['S'], price: 1200, compareAt: 1500 },
        { options: ['L'], price: 1400 },
      ],
    })(db);
    for (let number = 1; number < 30; number++)
      await sell({
        handle: `bowl-${number}`,
        title: `Bowl ${number}`,
        position: number,
        variants: [{ price: 9000 - number }],
      })(db);
  }),
);

describe('cards of a shop’s own pages', () => {
  it('are those of the page, and of the next one at its address, for scripts too', async () => {
    const first = await textOf('/');
    assert.equal(cardsOf(first).length, 24);
    const next = await textOf(`/${nextOf(first)}`);
    assert.deepEqual(cardsOf(next), ['bowl-24', 'bowl-25', 'bowl-26', 'bowl-27', 'bowl-28', 'bowl-29']);
    assert.deepEqual(
      dataOf(next)!.wanted[0]!.products!.map(({ handle }) => handle),
      cardsOf(next),
    );
    assert.doesNotMatch(next, /rel="next"/);
  });

  it('are in the order asked for, and the next page keeps it', async () => {
    const first = await textOf('/collections/all?sort=price-desc');
    assert.deepEqual(cardsOf(first).slice(0, 2), ['bowl-1', 'bowl-2']);
    const next = cardsOf(await textOf(`/collections/all${nextOf(first)}`));
    assert.equal(next.at(-1), 'mug');
    assert.deepEqual(cardsOf(await textOf('/collections/table')), ['mug']);
  });

  it('are what a search has found, and none where it found nothing', async () => {
    assert.deepEqual(cardsOf(await textOf('/search?q=mug')), ['mug']);
    const nothing = await textOf('/search?q=zzzz');
    assert.deepEqual(cardsOf(nothing), []);
    assert.doesNotMatch(nothing, /data-vitrine-served/);
  });

  it('are drawn anew once the catalogue has changed, and in each language', async () => {
    assert.match(await textOf('/collections/table'), /From €12\.00/);
    assert.match(await textOf('/collections/table', { 'accept-language': 'de' }), /ab 12,00\s€/i);
    await api.inspect('ada', (db) =>
      db.write([
        { sql: "UPDATE products SET price_min_minor = 1100 WHERE handle = 'mug'" },
        { sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1' },
      ]),
    );
    assert.match(await textOf('/collections/table'), /From €11\.00/);
  });

  it('have their styles let in by the policy, and named before the page is read', async () => {
    for (const path of ['/', '/products/mug']) {
      const response = await ask(path);
      const text = await response.text();
      const policy = response.headers.get('content-security-policy') ?? '';
      const styles = [...text.matchAll(/<style>([^]*?)<\/style>/g)].map(([, style]) => style!);
      for (const hash of await styleHashes(styles)) assert.ok(policy.includes(hash), path);
      const sheets = [...text.matchAll(/<link rel="stylesheet" href="(\/assets\/[^"]+)">/g)].map(([, href]) => href!);
      assert.ok(sheets.length > 0);
      for (const sheet of sheets)
        assert.ok(response.headers.get('link')?.includes(`<${sheet}>; rel=preload; as=style`));
    }
  });

  it('stay as they came for whoever has a cart of forms', async () => {
    const text = await textOf('/', { cookie: await fill() });
    assert.equal(cardsOf(text).length, 24);
    assert.doesNotMatch(text, /<script(?! type="application\/ld\+json")|<vitrine-|class="add"|data-vitrine-served/);
  });
});

describe('a product of a shop’s own pages', () => {
  const FORM = /<form class="stack" method="post" action="\/cart">/;

  it('is bought by a form where no script runs, which fills a slot of the element', async () => {
    const text = await textOf('/products/mug');
    assert.equal(text.match(/<h1/g)?.length, 1);
    assert.match(text, /<slot name="after-buy" slot="after-buy"><\/slot><\/vitrine-product><\/template>/);
    assert.match(text, new RegExp(`<noscript slot="after-buy">${FORM.source}[^]*</noscript></div>`));
    assert.equal(dataOf(text)!.answers.products[0]!.product.variants.length, 2);
  });

  it('is bought by a form, scripts or not, where there is a cart of forms', async () => {
    const text = await textOf('/products/mug', { cookie: await fill() });
    assert.match(text, new RegExp(`<div slot="after-buy">${FORM.source}`));
    assert.doesNotMatch(text, /<noscript|<vitrine-|<script src/);
    assert.match(text, /<div[^>]* data-filled="after-buy"/);
  });

  it('has the variant chosen that its address names, and only if it is one of its own', async () => {
    const other = variantId('mug', 1);
    const text = await textOf(`/products/mug?variant=${other}`);
    assert.match(text, new RegExp(`<vitrine-product [^>]*variant="${other}"`));
    assert.match(text, new RegExp(`value="${other}"[^>]*checked`));
    assert.doesNotMatch(await textOf('/products/mug?variant=%22%3E%3Cb%3E'), /<vitrine-product [^>]*variant=|"><b>/);
  });

  it('never shows one visitor the form of another', async () => {
    const entryOf = (text: string) => /name="entry" value="([^"]+)"/.exec(text)?.[1];
    const [first, second] = [await textOf('/products/mug'), await textOf('/products/mug')];
    assert.ok(entryOf(first));
    assert.notEqual(entryOf(first), entryOf(second));
  });
});
