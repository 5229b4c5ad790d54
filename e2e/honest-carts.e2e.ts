import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { CartLog, CartSession } from '../edge-api/contract/carts.ts';
import type { ErrorAnswer } from '../edge-api/contract/errors.ts';
import type { ProductAnswer } from '../edge-api/contract/products.ts';
import type { Quote } from '../edge-api/contract/quotes.ts';
import { openShop, type Shop } from './shop.test-support.ts';
import { expectUnits, settled, visit, type Visit } from './visitor.test-support.ts';

/** Asks the API as a script of the page would; answers status and body. */
async function ask<Answer>(page: Page, path: string, body?: unknown): Promise<{ status: number; answer: Answer }> {
  const answer = await page.evaluate(
    async ([address, json]) => {
      const response = await fetch(address, json === undefined ? {} : { method: 'POST', body: json });
      return { status: response.status, answer: (await response.json()) as unknown };
    },
    [`/v1/stores/halden${path}`, body === undefined ? undefined : JSON.stringify(body)] as const,
  );
  return answer as { status: number; answer: Answer };
}

/** A shopper with one thing in the cart, and the session his page was given. */
async function shopper(shop: Shop): Promise<Visit & { readonly session: CartSession }> {
  const visitor = await visit(shop, 'plain.html');
  const { page } = visitor;
  await settled(page);
  const started = page.waitForResponse((response) => response.url().endsWith('/cart-sessions') && response.ok());
  await page
    .locator('vitrine-product-grid')
    .getByRole('button', { name: /^Add to cart: Skje/ })
    .first()
    .click();
  const session = (await (await started).json()) as CartSession;
  await expectUnits(page, 1);
  return { ...visitor, session };
}

const entry = (variantId: string, more: object = {}) => ({
  id: crypto.randomUUID(),
  kind: 'add',
  variantId,
  options: {},
  quantity: 5,
  text: '',
  clock: `${Date.now().toString(36).padStart(9, '0')}-0000-mallory`,
  ...more,
});

describe('honest carts', () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop();
  });
  after(() => shop.close());

  it('cannot be read or changed by another shopper', { timeout: 60_000 }, async () => {
    const [ada, mallory] = [await shopper(shop), await shopper(shop)];
    assert.notEqual(ada.session.cartId, mallory.session.cartId);
    assert.notEqual(ada.session.token, mallory.session.token);
    const { answer: skje } = await ask<ProductAnswer>(mallory.page, '/products/skje-spoons');
    const variantId = skje.product.variants[0]!.id;

    const tries = [
      mallory.session.token,
      ada.session.cartId,
      mallory.session.cartId,
      'a'.repeat(36),
      crypto.randomUUID(),
    ];
    for (const token of tries) {
      const { status, answer } = await ask<ErrorAnswer>(mallory.page, `/carts/${ada.session.cartId}/log`, {
        token,
        entries: [entry(variantId)],
      });
      assert.ok(status === 403 || status === 404, `${status}`);
      assert.ok(
        answer.error.code === 'cart_token_invalid' || answer.error.code === 'cart_not_found',
        answer.error.code,
      );
    }
    const { status } = await ask(mallory.page, `/carts/${ada.session.cartId}/log`, { entries: [] });
    assert.equal(status, 400);

    // Nor can the entry of one cart be forgotten through another.
    const { answer: own } = await ask<CartLog>(ada.page, `/carts/${ada.session.cartId}/log`, {
      token: ada.session.token,
      entries: [],
    });
    const forget = own.entries.map(({ id }) => id);
    await ask(mallory.page, `/carts/${mallory.session.cartId}/log`, {
      token: mallory.session.token,
      entries: [],
      forget,
    });
    const { answer: kept } = await ask<CartLog>(ada.page, `/carts/${ada.session.cartId}/log`, {
      token: ada.session.token,
      entries: [],
    });
    assert.deepEqual(kept.entries, own.entries);
    await ada.page.reload();
    await expectUnits(ada.page, 1);
    await expectUnits(mallory.page, 1);
    await ada.context.close();
    await mallory.context.close();
  });

  it('cost what the shop says, whatever a page sends', { timeout: 60_000 }, async () => {
    const { page, context, session } = await shopper(shop);
    const { answer: shown } = await ask<ProductAnswer>(page, '/products/skje-spoons');
    const variant = shown.product.variants[0]!;
    const free = { amountMinor: 0, currency: 'EUR' };
    const forged = {
      price: free,
      unitPrice: free,
      total: free,
      amountMinor: 0,
      product_data: { price: 0 },
      discount: 2900,
    };

    const line = { variantId: variant.id, quantity: 1, ...forged };
    const { answer: quote } = await ask<Quote>(page, '/quotes', {
      lines: [line],
      country: 'DE',
      deliveryMethodId: 'standard',
      ...forged,
    });
    assert.equal(quote.subtotal.amountMinor, 2900);
    assert.equal(quote.total.amountMinor, 2900 + 590);

    for (const [at, quantity] of [-1, 0, 0.5, 1e9, '1e3', null].entries()) {
      const { status } = await ask(page, '/quotes', { lines: [{ variantId: variant.id, quantity }] });
      assert.equal(status, 400, `quantity no. ${at}`);
    }

    const order = {
      idempotencyKey: crypto.randomUUID(),
      lines: [line],
      email: 'mallory@example.org',
      shippingAddress: { name: 'M', line1: 'S 1', city: 'B', postcode: '10115', country: 'DE' },
      deliveryMethodId: 'standard',
      paymentMethodId: 'bank_transfer',
      expectedTotal: { amountMinor: 1, currency: 'EUR' },
      ...forged,
      total: free,
    };
    const { status, answer } = await ask<ErrorAnswer>(page, '/checkouts', order);
    assert.equal(status, 409);
    assert.equal(answer.error.code, 'price_changed');

    // A price in the cart's own log is not even kept.
    await ask(page, `/carts/${session.cartId}/log`, {
      token: session.token,
      entries: [entry(variant.id, { quantity: 1, ...forged })],
    });
    await page.reload();
    await expectUnits(page, 2);
    await page.locator('vitrine-cart-button').getByRole('button').click();
    await page.locator('vitrine-cart').getByRole('dialog').getByText('€58.00').first().waitFor();
    await context.close();
  });
});
