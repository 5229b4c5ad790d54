import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inProcessLimiter } from '../adapters/rate-limits/in-process.ts';
import { assertError, onWorker, startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const api = await startApi();
const products = [
  { handle: 'hat', title: 'Hat <XL>', price: 1250, tags: ['new'], description: 'Straw, and light.' },
  { handle: 'fan', title: 'Fan', price: 700, tags: [], description: '' },
].map(({ price, ...product }) => ({ ...product, collections: ['summer'], variants: [{ price, stock: 9 }] }));
await api.store('ada', {}, sell(...products.toReversed()));
await api.store('bob', {}, sell({ handle: 'secret', title: 'Secret' }));
const keys: Record<string, string> = {
  ada: await api.key('ada', 'blocks:write'),
  bob: await api.key('bob', 'blocks:write'),
};

async function admin(path: string, body: unknown, { store = 'ada', method = 'POST' } = {}) {
  const headers = { authorization: `Bearer ${keys[store]}`, 'content-type': 'application/json' };
  return api.call(`/v1/admin/stores/${store}/blocks${path}`, { method, headers, body: JSON.stringify(body) });
}

/** Publishes a source under a name, as a new version where the name is taken. */
async function publish(name: string, source: string, settings: unknown[] = [], store = 'ada'): Promise<void> {
  const made = await admin('', { name, source, settings }, { store });
  if (made.status === 409) {
    const changed = await admin(`/${name}`, { source, settings }, { store, method: 'PATCH' });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
  }
  const published = await admin(`/${name}/publish`, {}, { store });
  assert.equal(published.status, 200, JSON.stringify(published.body));
}

const bodyOf = (body: string) => `export default function (shop, settings) { const { html } = shop; ${body} }`;
const title = (value = '') => ({ type: 'text', id: 'title', label: 'Title', default: value });
const show = async (name: string, query = '', store = 'ada') =>
  (await api.call(`/v1/stores/${store}/blocks/${name}${query}`)).body.block;
const withSettings = (settings: unknown) => `?${new URLSearchParams({ settings: JSON.stringify(settings) })}`;

/** Asks again until what an answer left to do has been done. */
async function until<T>(ask: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await ask();
    if (isSo(value) || tries > 200) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const one = (sql: string, ...args: string[]) => api.inspect('ada', (db) => db.first(sql, args));

describe('blocks as visitors get them', () => {
  it('draw the store’s products, prices in the currency and texts in the language asked for', async () => {
    await publish(
      'summer',
      bodyOf(`const all = shop.products({ collection: 'summer', limit: 2 });
        return html\`<h2>\${settings.title}</h2><ul>\${all.map((p) => html\`<li><a href="\${shop.url(p)}">\${p.title}</a>
          \${shop.formatPrice(p.price)} \${p.tags.join()} \${p.description}</li>\`)}</ul><script>steal()</script>\`;`),
      [title('Sun')],
    );
    const english = await show('summer');
    assert.deepEqual(
      [english.version, english.stale, english.readsCart, english.warnings, english.css],
      [1, false, false, [], ''],
    );
    assert.equal(
      english.html.replaceAll(/\s+/g, ' '),
      '<h2>Sun</h2><ul><li><a href="/products/hat">Hat &lt;XL&gt;</a> €12.50 new Straw, and light.</li>' +
        '<li><a href="/products/fan">Fan</a> €7.00 </li></ul>',
    );
    const german = await show(
      'summer',
      `?${new URLSearchParams({ locale: 'de', productUrl: 'https://ada.example/p?h={handle}', settings: '{"title":"Sonne"}' })}`,
    );
    assert.match(german.html, /<h2>Sonne<\/h2>.*href="https:\/\/ada\.example\/p\?h=hat".*12,50&nbsp;€/s);
  });

  it('answer 304 to who has this, and show a change of product, block or settings with the next request', async () => {
    await publish('fresh', bodyOf('return html`<p>one ${shop.product("hat").title}</p>`;'));
    const path = '/v1/stores/ada/blocks/fresh';
    const first = await api.request(path);
    const etag = first.headers.get('etag')!;
    assert.match(first.headers.get('cache-control')!, /max-age=0/);
    assert.equal((await api.request(path, { headers: { 'if-none-match': etag } })).status, 304);
    await publish('fresh', bodyOf('return html`<p>two ${shop.product("hat").title}</p>`;'));
    const second = await api.request(path, { headers: { 'if-none-match': etag } });
    assert.match(await second.text(), /two Hat/);
    await api.inspect('ada', async (db) => {
      await db.run(`UPDATE products SET title = 'Cap' WHERE handle = 'hat'`);
      await db.run('UPDATE store_state SET catalogue_version = catalogue_version + 1');
    });
    assert.match((await show('fresh')).html, /two Cap/);
  });

  it('take settings as they fit, and say which do not', async () => {
    await publish('set', bodyOf('return html`<p>${settings.title} ${settings.many}</p>`;'), [
      title('Plain'),
      { type: 'range', id: 'many', label: 'Many', min: 1, max: 9, default: 3 },
    ]);
    const shown = await show('set', withSettings({ title: 'Chosen', many: 99, other: 1 }));
    assert.equal(shown.html, '<p>Chosen 3</p>');
    assert.equal(shown.warnings.length, 2);
    const odd = await show('set', withSettings({ title: { a: [1] }, many: null }));
    assert.deepEqual([odd.html, odd.warnings.length], ['<p>Plain 3</p>', 1]);
    for (const settings of ['{', '[1]', 'null', '"x"'])
      assertError(
        await api.call(`/v1/stores/ada/blocks/set?${new URLSearchParams({ settings })}`),
        'invalid_request',
        400,
      );
    assertError(await api.call('/v1/stores/ada/blocks/nothing-here'), 'block_not_found', 404);
    assertError(await api.call('/v1/stores/ada/blocks/set?currency=XTS'), 'currency_unknown', 400);
  });

  it('price a cart in the shop, and keep nothing of it', async () => {
    await publish(
      'basket',
      bodyOf(`const cart = shop.cart();
        return html\`<p>\${cart.count} \${cart.lines.map((l) => l.title).join()} \${shop.formatPrice(cart.total)}</p>\`;`),
    );
    const empty = await show('basket');
    assert.deepEqual([empty.html, empty.readsCart], ['<p>0  </p>', true]);
    const lines = [
      { variantId: variantId('fan'), quantity: 3, price: 1, unitPrice: { amountMinor: 1, currency: 'EUR' } },
    ];
    const full = await api.post('/v1/stores/ada/blocks/basket', { lines });
    assert.equal(full.body.block.html, '<p>3 Fan €21.00</p>');
    assert.equal(full.headers.get('cache-control'), 'no-store');
    assert.equal((await show('basket')).html, '<p>0  </p>');
    const tooMany = { lines: [{ variantId: 'a', quantity: 1e9 }] };
    assertError(await api.post('/v1/stores/ada/blocks/basket', tooMany), 'invalid_request', 400);
  });

  it('never see another store', async () => {
    const source = bodyOf(`return html\`<p>\${shop.products({ limit: 50 }).map((p) => p.handle).join()}|\${
      String(shop.product('secret') === null)}\${shop.products('summer').length}</p>\`;`);
    await publish('here', source);
    await publish('here', source, [], 'bob');
    assert.equal((await show('here')).html, '<p>fan,hat|true2</p>');
    assert.equal((await show('here', '', 'bob')).html, '<p>secret|false0</p>');
  });
});

describe('a block that fails', () => {
  it('is what it drew last, kept by nobody; its line is told to the merchant alone', async () => {
    await publish('fragile', bodyOf('return html`<p>fine ${settings.title}</p>`;'), [title('')]);
    assert.equal((await show('fragile', withSettings({ title: 'Evil' }))).html, '<p>fine Evil</p>');
    assert.equal((await show('fragile')).html, '<p>fine </p>');
    const kept = () => one(`SELECT count(*) AS n FROM block_outputs WHERE html LIKE '<p>fine%'`);
    assert.equal((await until(kept, (row) => row?.['n'] === 2))?.['n'], 2);

    await publish('fragile', `export default function (shop) {\n  return shop.html\`\${null.x}\`;\n}`, [title('')]);
    const answer = await api.request('/v1/stores/ada/blocks/fragile');
    const { block } = (await answer.json()) as { block: Record<string, unknown> };
    assert.deepEqual([block['html'], block['stale'], block['version']], ['<p>fine </p>', true, 1]);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.doesNotMatch(JSON.stringify(block), /null|TypeError/);
    const failed = () =>
      one(`SELECT f.line, f.reason FROM block_failures f JOIN blocks b ON b.id = f.block_id
      WHERE b.name = 'fragile'`);
    const failure = await until(failed, (row) => row !== undefined);
    assert.deepEqual([failure?.['reason'], failure?.['line']], ['threw', 2]);
    // What somebody chose for himself is nobody else's.
    assert.equal((await show('fragile', withSettings({ title: 'Other' }))).html, '<p>fine </p>');
    assert.equal((await show('fragile', withSettings({ title: 'Evil' }))).html, '<p>fine Evil</p>');
  });

  it('is switched off after ten failures in a row, with its page version raised', async () => {
    await publish('broken', bodyOf('throw new Error("always");'), [title('')]);
    const state = () => one(`SELECT failures, off_reason FROM blocks WHERE name = 'broken'`);
    const before = await one('SELECT pages_version AS v FROM store_state');
    for (let at = 0; at < 10; at++) {
      const shown = await show('broken', withSettings({ title: `${at}` }));
      assert.deepEqual([shown.html, shown.stale], ['', true]);
      await until(state, (row) => Number(row?.['failures']) > at);
    }
    assert.equal((await state())?.['off_reason'], 'failures');
    const after = await one('SELECT pages_version AS v FROM store_state');
    assert.equal(Number(after?.['v']), Number(before?.['v']) + 1);
    const told = await admin('/broken', undefined, { method: 'GET' }).catch(() => undefined);
    assert.equal(told?.body.block.off.reason, 'failures');
    assert.equal(told?.body.block.failures[0].times, 10);
  });

  it('stays on when only values that a visitor chose make it fail', async () => {
    await publish('choosy', bodyOf('if (settings.title) throw 1; return html`<p>fine</p>`;'), [title('')]);
    for (let at = 0; at < 12; at++) await show('choosy', withSettings({ title: `${at}` }));
    const noted = () =>
      one(`SELECT times FROM block_failures f JOIN blocks b ON b.id = f.block_id WHERE b.name = 'choosy'`);
    assert.notEqual(await until(noted, (row) => row !== undefined), undefined);
    const { off_reason: reason } = (await one(`SELECT off_reason FROM blocks WHERE name = 'choosy'`)) ?? {};
    assert.equal(reason, null);
  });
});

describe('who asks for ever other settings', { skip: onWorker && 'its limits are those of wrangler.toml' }, () => {
  it('is shown what was drawn last, or refused where there is nothing; what was drawn costs nothing', async () => {
    const limits = { 'draws-address': 2, 'draws-store': 9 };
    const strict = await startApi({ limiter: inProcessLimiter({ now: Date.now, limits }) });
    await strict.store('ada');
    const by = { authorization: `Bearer ${await strict.key('ada', 'blocks:write')}` };
    const headers = { ...by, 'content-type': 'application/json' };
    const write = (path: string, body: unknown) =>
      strict.call(`/v1/admin/stores/ada/blocks${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    for (const name of ['one', 'other']) {
      const source = bodyOf('return html`<p>${settings.title}</p>`;');
      assert.equal((await write('', { name, source, settings: [title('plain')] })).status, 201);
      assert.equal((await write(`/${name}/publish`, {})).status, 200);
    }
    const ask = async (name: string, value: string) =>
      strict.call(`/v1/stores/ada/blocks/${name}${withSettings({ title: value })}`);
    assert.equal((await ask('one', 'plain')).body.block.html, '<p>plain</p>');
    assert.equal((await ask('one', 'a')).body.block.html, '<p>a</p>');
    const instead = await until(
      async () => (await ask('one', 'b')).body.block,
      (block) => block !== undefined,
    );
    assert.deepEqual([instead.html, instead.stale], ['<p>plain</p>', true]);
    assert.equal((await ask('one', 'a')).body.block.stale, false);
    const refused = await ask('other', 'a');
    assertError(refused, 'rate_limited', 429);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
  });
});

describe('a draft', () => {
  it('is previewed with the store’s data, its problems, console, usage and what was taken out', async () => {
    const source = bodyOf('console.log("hi"); return html`<p onclick="x">${shop.product("fan").title}</p>`;');
    const { body } = await admin('/preview', { source, settings: [title('A')], values: { title: 3 } });
    assert.equal(body.html, '<p>Fan</p>');
    assert.deepEqual([body.problems, body.stop], [[], null]);
    assert.deepEqual(body.console, [{ level: 'log', text: 'hi' }]);
    assert.equal(body.removed.length, 1);
    assert.equal(body.warnings.length, 1);
    assert.ok(body.usage.fuel > 0 && body.usage.memoryBytes > 0);
    const refused = await admin('/preview', { source: bodyOf('return eval("1");') });
    assert.equal(refused.body.problems[0].line, 1);
    const stopped = await admin('/preview', { source: bodyOf('for (;;);') });
    assert.equal(stopped.body.stop.reason, 'out_of_fuel');
  });

  it('is given all that its run in a browser asks for', async () => {
    const first = (await admin('/input', { settings: [title('A')], values: {}, locale: 'de' })).body;
    assert.deepEqual(first.input.settings, { title: 'A' });
    assert.equal(first.input.locale, 'de');
    assert.ok(first.pictures.includes('/media/ada/'));
    const needs = [
      { key: 'a', kind: 'product', query: { handle: 'fan' } },
      { key: 'b', kind: 'product', query: { handle: 'none' } },
    ];
    const { data } = (await admin('/input', { needs })).body.input;
    assert.deepEqual([data.a.title, data.a.price, data.b], ['Fan', { amountMinor: 700, currency: 'EUR' }, null]);
  });
});
