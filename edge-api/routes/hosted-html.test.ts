import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { quarrels } from '../pages/seo/vocabulary.test-support.ts';
import { startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

/** Draws anything but bowls. */
const shareImages = {
  draw: (svg: string) => Promise.resolve(svg.includes('bowl') ? null : new TextEncoder().encode(`drawn ${svg}`)),
};
const api = await startApi({ shareImages }, { BASE_DOMAIN: 'shops.example' });
const ORIGIN = 'http://ada.shops.example';
const NASTY = `"><script>alert(1)</script></title><!--<img src=x onerror=alert(1)>'&amp;\u202e`;

/** What HTML says and what readers of it need; not how it is written. */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // What is written by Lit, by Hono or by merchants' editors looks as they please.
    'attr-quotes': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-implicit-button-type': 'off',
    'no-implicit-input-type': 'off',
    'no-inline-style': 'off',
    // Safari takes a list without bullets for none, unless it is told: https://bugs.webkit.org/show_bug.cgi?id=170179
    'no-redundant-role': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    // Titles of products are the merchant's; the shop's name is left out before they grow too long.
    'long-title': 'off',
  },
});

/** What is wrong with a page, each with its place. */
async function wrongIn(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
  );
}

const cookies = new Map<string, string>();
async function ask(path: string, init: RequestInit = {}, jar = new Map<string, string>()) {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { ...(init.headers as Record<string, string>), ...(cookie && { cookie }) };
  const answer = await api.request(`${ORIGIN}${path}`, { redirect: 'manual', ...init, headers });
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    jar.set(name, value);
  }
  return { answer, text: await answer.text() };
}
const post = (path: string, fields: Record<string, string>) =>
  ask(
    path,
    {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
    },
    cookies,
  );
const hidden = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';

/** All data blocks of a page. */
const jsonLdOf = (text: string): Record<string, unknown>[] =>
  [...text.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g)].map(
    ([, json = '']) => JSON.parse(json) as Record<string, unknown>,
  );
const typesIn = (text: string): unknown[] =>
  jsonLdOf(text).flatMap((document) => (document['@graph'] as { '@type': string }[]).map((node) => node['@type']));

before(() =>
  api.store('ada', { name: `Ada ${NASTY}`, settings: { languages: ['en', 'ar'] } }, async (db) => {
    await sell({
      handle: 'mug',
      title: `Mug ${NASTY}`,
      vendor: NASTY,
      description: 'For <b>tea</b>',
      collections: ['table'],
      variants: [
        { options: ['S'], price: 1200, compareAt: 1500 },
        { options: ['L'], price: 1400, stock: 0 },
      ],
    })(db);
    await sell({ handle: 'bowl', position: 1, collections: ['table'], variants: [{ price: 2000, stock: 2 }] })(db);
    const picture = { id: 'i', url: '/media/ada/bowl.jpg', alt: NASTY, width: 1600, height: 1200 };
    const details = JSON.stringify({ description: 'About tea', html: '<p>Tea &amp; mugs</p>', tags: ['Tea'] });
    await db.write([
      {
        sql: `INSERT INTO pages (id, type, slug, title, details, live_version, live_slug, published_at, created_at, updated_at)
              VALUES ('pag_1', 'post', 'tea', ?, ?, 1, 'tea', 1, 1, 1)`,
        args: [`Tea ${NASTY}`, details],
      },
      {
        sql: `INSERT INTO page_versions (page_id, version, slug, title, details, sections, created_at)
              VALUES ('pag_1', 1, 'tea', ?, ?, '[]', 1)`,
        args: [`Tea ${NASTY}`, details],
      },
      { sql: `INSERT INTO post_tags (tag, page_id, name) VALUES ('tea', 'pag_1', 'Tea')` },
      { sql: 'UPDATE products SET image = ? WHERE handle = ?', args: [JSON.stringify(picture), 'bowl'] },
      {
        sql: 'INSERT INTO images (id, product_id, url, alt, width, height, position) VALUES (?, ?, ?, ?, ?, ?, 0)',
        args: ['i', 'p-bowl', picture.url, NASTY, 1600, 1200],
      },
    ]);
  }),
);

/** Pages that search engines know, and what each describes besides the shop. */
const LISTED: readonly (readonly [path: string, ...types: string[]])[] = [
  ['/'],
  ['/?lang=ar'],
  ['/products/mug', 'ProductGroup', 'BreadcrumbList'],
  ['/products/bowl?lang=ar', 'Product', 'BreadcrumbList'],
  ['/collections/table', 'CollectionPage', 'BreadcrumbList'],
  ['/collections/all?lang=ar', 'CollectionPage', 'BreadcrumbList'],
  ['/blog', 'BreadcrumbList'],
  ['/blog/tea?lang=ar', 'BlogPosting', 'BreadcrumbList'],
];
const UNLISTED = [
  '/search',
  '/search?q=mug',
  '/search?q=nothing',
  '/collections/table?sort=newest',
  '/products/none',
  '/nowhere',
  '/cart',
];

describe('the HTML of a store’s pages', () => {
  for (const [path, ...types] of LISTED)
    it(`is valid at ${path}, and describes itself in words that schema.org knows`, async () => {
      const { answer, text } = await ask(path);
      assert.deepEqual(await wrongIn(text), []);
      const documents = jsonLdOf(text);
      assert.deepEqual(documents.flatMap(quarrels), []);
      assert.deepEqual(typesIn(text), [...types, 'WebSite', 'OnlineStore']);
      assert.match(answer.headers.get('x-robots-tag') ?? '', /^index/);
      const [canonical = ''] = /<link rel="canonical" href="[^"]*">/.exec(text) ?? [];
      assert.equal(canonical, `<link rel="canonical" href="${ORIGIN}${path === '/' ? '/' : path}">`);
      assert.equal(text.match(/hreflang="x-default"/g)?.length, 1);
      assert.match(text, /<meta name="description" content="[^"]{5,}">/);
      assert.match(text, /<meta property="og:title"/);
      assert.match(text, /<meta name="twitter:card"/);
    });

  for (const path of UNLISTED)
    it(`is valid at ${path}, which is listed nowhere and describes nothing`, async () => {
      const { answer, text } = await ask(path);
      assert.deepEqual(await wrongIn(text), []);
      assert.match(answer.headers.get('x-robots-tag') ?? '', /^noindex/);
      assert.deepEqual(jsonLdOf(text), []);
      assert.doesNotMatch(text, /rel="canonical"|"x-default"/);
    });

  it('is valid where the newsletter is asked for', async () => {
    assert.deepEqual(await wrongIn((await ask('/newsletter')).text), []);
  });

  it('is valid where customers sign in, which is listed nowhere', async () => {
    const { answer, text } = await ask('/account/sign-in');
    assert.deepEqual([answer.status, await wrongIn(text)], [200, []]);
    assert.equal(answer.headers.get('x-robots-tag'), 'noindex, nofollow');
  });

  it('names the picture of what is shared by its whole address', async () => {
    const { text } = await ask('/products/bowl');
    assert.match(text, /<meta property="og:image" content="http:\/\/ada\.shops\.example\/media\/ada\/bowl\.jpg">/);
  });

  it('names a drawn picture where there is none of the shop’s, and the shop’s stands for one that cannot be drawn', async () => {
    for (const path of ['/products/mug', '/collections/table', '/collections/all?lang=ar', '/']) {
      const { text } = await ask(path);
      const [, address = ''] = /<meta property="og:image" content="([^"]*)">/.exec(text) ?? [];
      assert.match(address, /^http:\/\/ada\.shops\.example\/share\/\w+\/\w+\.png(?:\?lang=ar)?$/, path);
      const drawn = await ask(address.slice(ORIGIN.length));
      assert.equal(drawn.answer.headers.get('content-type'), 'image/png', path);
      assert.match(drawn.text, /^drawn <svg/, path);
    }
    const { answer } = await ask('/share/products/bowl.png');
    assert.deepEqual([answer.status, answer.headers.get('location')], [302, `${ORIGIN}/media/ada/bowl.jpg`]);
    for (const none of [
      '/share/products/none.png',
      '/share/pages/none.png',
      '/share/shop/x.png',
      '/share/products/mug.svg',
    ])
      assert.equal((await ask(none)).answer.status, 404, none);
  });

  it('is valid from a cart to the order', async () => {
    const check = async (path: string) => {
      const { text } = await ask(path, {}, cookies);
      assert.deepEqual(await wrongIn(text), [], path);
      return text;
    };
    await post('/cart', { do: 'add', variant: variantId('bowl'), quantity: '2' });
    await check('/products/mug');
    const form_token = hidden(await check('/cart?added'), 'form_token');
    await check('/checkout');
    await post('/checkout', { form_token, do: 'next', email: 'no' });
    await check('/checkout?check');
    const address = { country: 'DE', name: 'Sam Vik', line1: 'Kaigata 3', postcode: '20095', city: 'Hamburg' };
    await post('/checkout', { form_token, do: 'next', email: 'sam@example.org', ...address });
    const review = await check('/checkout/review');
    const kept = Object.fromEntries(['key', 'lines', 'total'].map((name) => [name, hidden(review, name)]));
    const chosen = { deliveryMethodId: 'standard', paymentMethodId: 'bank_transfer' };
    const { answer } = await post('/checkout/review', { form_token, do: 'place', ...kept, ...chosen });
    const order = answer.headers.get('location') ?? '';
    assert.match(order, /^\/orders\//);
    await check(order);
  });
});
