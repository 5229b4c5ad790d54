import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openShop, type Shop } from './shop.test-support.ts';
import { expectUnits, openTab, settled, visit } from './visitor.test-support.ts';

describe('the first sale', () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop();
  });
  after(() => shop.close());

  it('goes from search to an order that survives kill -9, across tabs', { timeout: 120_000 }, async () => {
    const visitor = await visit(shop, 'plain.html');
    const { page, context, complaints } = visitor;

    await page.locator('vitrine-search').getByRole('combobox').fill('lykke');
    await page
      .locator('vitrine-search')
      .getByRole('option', { name: /Lykke Mug/ })
      .click();
    await page.waitForURL(/product\.html\?handle=lykke-mug/);
    const product = page.locator('vitrine-product');
    await product.getByRole('heading', { name: 'Lykke Mug' }).waitFor();
    await product.getByRole('radio', { name: 'Rust' }).check();
    await product.getByRole('button', { name: 'Add to cart' }).click();
    await expectUnits(page, 1);

    const second = await openTab(visitor, `${shop.url}/demo/plain.html`);
    await expectUnits(second, 1);
    await product.getByRole('button', { name: /Add to cart|Added/ }).click();
    await expectUnits(second, 2);
    await page.reload();
    await expectUnits(page, 2);

    await shop.kill();
    await shop.start();
    await page.reload();
    await expectUnits(page, 2);

    await page.locator('vitrine-cart-button').getByRole('button').click();
    const drawer = page.locator('vitrine-cart').getByRole('dialog');
    await drawer.getByText('Lykke Mug').first().waitFor();
    await drawer.getByText('€36.00').first().waitFor();
    await drawer
      .getByRole('link', { name: 'Checkout' })
      .or(drawer.getByRole('button', { name: 'Checkout' }))
      .click();
    await page.waitForURL(/checkout\.html/);

    const checkout = page.locator('vitrine-checkout');
    await checkout.getByLabel('Country').selectOption('DE');
    await checkout.getByRole('textbox', { name: 'Email' }).fill('marit@example.org');
    await checkout.getByLabel('Full name').fill('Marit Solberg');
    await checkout.getByLabel('Street and number').fill('Strandgata 14');
    await checkout.getByLabel('Postcode').fill('10115');
    await checkout.getByLabel('Town or city').fill('Berlin');
    await checkout.getByRole('radio', { name: /Standard delivery/ }).check();
    await checkout.getByRole('radio', { name: /Bank transfer/ }).check();
    await checkout.getByRole('button', { name: /Place order · €41\.90/ }).click();

    await page.waitForURL(/order\.html\?order=/);
    const order = page.locator('vitrine-order-status');
    await order.getByText('H-1001').first().waitFor();
    await order.getByText('€41.90').first().waitFor();
    await order.getByText('DE02 1203 0000 0000 2020 51').first().waitFor();

    await shop.kill();
    await shop.start();
    await page.reload();
    await order.getByText('H-1001').first().waitFor();
    await order.getByText('€41.90').first().waitFor();
    await expectUnits(page, 0);
    await expectUnits(second, 0);

    // A connection that breaks with its server is reported by the browser itself.
    assert.deepEqual(
      complaints.filter((text) => !/WebSocket|net::ERR_(CONNECTION|EMPTY|INCOMPLETE)/.test(text)),
      [],
    );
    await settled(page);
    await context.close();
  });
});
