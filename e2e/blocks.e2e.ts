/** Merchants' blocks in pages of all sorts, with the real server. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { keyRepository } from '../edge-api/repositories/keys.ts';
import { keyService } from '../edge-api/services/keys.ts';
import { openShop, type Shop } from './shop.test-support.ts';
import { expectUnits, settled, visit } from './visitor.test-support.ts';

/** A block that says a word, and sells. */
const saying = (word: string): string =>
  `export default ({ html }, settings) => html\`<p>${word} \${settings.name}</p><a href="/products/skje-spoons">Spoons</a>\``;

const block = (page: Page, name: string): Locator => page.locator(`vitrine-block[name=${name}]`);
/** A browser that cannot clean HTML by itself. */
const withoutSanitizer = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => void Reflect.deleteProperty(Element.prototype, 'setHTML'));
/** The strict page, with these policies of Trusted Types. */
const withPolicies =
  (policies: string, ...more: ((context: BrowserContext) => Promise<unknown>)[]) =>
  async (context: BrowserContext): Promise<void> => {
    for (const prepare of more) await prepare(context);
    await context.route('**/strict-csp.html', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/trusted-types [\w -]+/, `trusted-types ${policies}`);
      await route.fulfill({ response, body });
    });
  };

describe('blocks', () => {
  let shop: Shop;
  let key = '';
  before(async () => {
    shop = await openShop({ RATE_LIMITS: 'off' }, async ({ stores, platform }) => {
      const storeId = (await stores.find('halden'))!.id;
      const wish = { kind: 'secret', storeId, name: 'Blocks', scopes: ['blocks:write'], expiresAt: null } as const;
      key = (await keyService(keyRepository(platform), Date.now).create(wish, null)).secret;
    });
  });
  after(() => shop.close());

  async function call(method: string, path: string, body: unknown = {}): Promise<void> {
    const response = await fetch(`${shop.url}/v1/admin/stores/halden/blocks${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(body),
    });
    assert.ok(response.ok, `${method} ${path}: ${await response.text()}`);
  }

  /** Puts a block into a page that stands already, as its script would. */
  const put = (page: Page, attributes: Readonly<Record<string, string>>): Promise<void> =>
    page.evaluate((attributes) => {
      const element = document.createElement('vitrine-block');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.querySelector('main')!.prepend(element);
    }, attributes);

  it('show on open pages what is published', async () => {
    const settings = [{ type: 'text', id: 'name', label: 'Name', default: 'nobody' }];
    await call('POST', '', { name: 'word', source: saying('Hello'), settings });
    await call('POST', '/word/publish');
    const { page, context, complaints } = await visit(shop, 'plain.html');
    await put(page, { name: 'word', settings: '{"name":"Ada"}' });
    const shown = block(page, 'word');
    await shown.getByText('Hello Ada').waitFor();
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await call('PATCH', '/word', { source: saying('Goodbye') });
    await call('POST', '/word/publish');
    await shown.getByText('Goodbye Ada').waitFor();
    assert.equal(await page.evaluate(() => 'isSamePage' in window), true);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('add by the keyboard alone and say so, and follow the cart with the shop’s own prices', async () => {
    const { page, context, complaints } = await visit(shop, 'plain.html');
    await settled(page);
    const bar = block(page, 'free-delivery');
    await bar.getByText('Free delivery from €150.00.').waitFor();
    await block(page, 'small-extras').locator('[data-vitrine-variant]').first().focus();
    await page.keyboard.press('Enter');
    await expectUnits(page, 1);
    await block(page, 'small-extras').getByText('is in your cart').waitFor({ state: 'attached' });
    await bar.getByText(/^Only €\d+\.\d\d to go until delivery is free\.$/).waitFor();
    // On the next page, too, where nobody has touched the cart yet.
    await page.reload();
    await bar.getByText(/^Only €\d+/).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('lead to the product pages of the page they are on, through its router where it has one', async () => {
    const { page, context, complaints } = await visit(shop, 'plain.html');
    await settled(page);
    await block(page, 'small-extras').getByRole('link').first().click();
    await page.waitForURL(/product\.html\?handle=/);
    await page.goto(`${shop.url}/demo/spa.html?view=shop`);
    await settled(page);
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await block(page, 'small-extras').getByRole('link').first().click();
    await page.waitForURL(/view=product&handle=/);
    assert.equal(await page.evaluate(() => 'isSamePage' in window), true);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  for (const { what, prepare, fetches } of [
    { what: 'with the browser’s own cleaning, without a policy for it', prepare: withPolicies('lit-html'), fetches: 0 },
    {
      what: 'without, by another cleaning and one policy',
      prepare: withPolicies('lit-html vitrine', withoutSanitizer),
      fetches: 1,
    },
  ])
    it(`work under a strict policy ${what}`, async () => {
      const asked: string[] = [];
      const { page, context, complaints } = await visit(shop, 'strict-csp.html', {
        prepare: async (context) => {
          await prepare(context);
          context.on('request', (request) => asked.push(request.url()));
        },
      });
      await settled(page);
      await block(page, 'small-extras').locator('[data-vitrine-variant]').first().click();
      await expectUnits(page, 1);
      // A page that was changed on its way counts as one from elsewhere, which may open no line to this machine.
      assert.deepEqual(
        complaints.filter((complaint) => !complaint.includes('LOCAL_NETWORK_ACCESS')),
        [],
      );
      assert.equal(asked.filter((url) => url.includes('/assets/purify')).length, fetches);
      await context.close();
    });

  it('show nothing where neither is possible, and leave the page whole', async () => {
    const { page, context } = await visit(shop, 'strict-csp.html', {
      prepare: withPolicies('lit-html', withoutSanitizer),
    });
    await settled(page);
    const shown = await block(page, 'small-extras').evaluate((element) => ({
      failed: element.matches(':state(failed)'),
      text: element.shadowRoot!.textContent!.trim(),
    }));
    assert.deepEqual(shown, { failed: true, text: '' });
    await page.locator('vitrine-product-grid').getByRole('button').first().waitFor();
    await context.close();
  });
});
