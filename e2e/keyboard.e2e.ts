import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { HOST_PAGES } from './host-pages.test-support.ts';
import { MOST_STOPS, tabTo } from './keys.test-support.ts';
import { openShop, type Shop } from './shop.test-support.ts';
import { expectUnits, settled, visit } from './visitor.test-support.ts';

/** Gives every control that a keyboard should reach a number, through shadow roots; answers how many there are. */
function numberControls(): string[] {
  const names: string[] = [];
  const visible = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
    element.getClientRects().length > 0;
  const walk = (root: ParentNode): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      const isControl =
        element.matches('a[href], button, input, select, textarea, [tabindex]') &&
        !element.matches(':disabled, [tabindex="-1"], input[type=hidden], [inert] *');
      const isUnchosenRadio = element instanceof HTMLInputElement && element.type === 'radio' && !element.checked;
      if (isControl && !isUnchosenRadio && visible(element)) {
        element.dataset['stop'] = `${names.length}`;
        names.push(
          `<${(element.getRootNode() as ShadowRoot).host?.localName ?? 'page'}> ${element.localName} ${element.ariaLabel ?? element.textContent?.trim().slice(0, 40)}`,
        );
      }
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return names;
}

/** The number of the control that has the focus, through shadow roots; "page" when nothing has it. */
const focusedStop = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return 'page';
    return (element as HTMLElement).dataset['stop'];
  });

/** What Tab does not come to on its way through a page, twice round at most. */
async function unreached(page: Page): Promise<string[]> {
  const names = await page.evaluate(numberControls);
  const reached = new Set<string>();
  assert.ok(names.length > 5);
  let rounds = 0;
  for (let i = 0; i < MOST_STOPS && reached.size < names.length && rounds < 2; i++) {
    await page.keyboard.press('Tab');
    const stop = await focusedStop(page);
    if (stop === 'page') rounds += 1;
    else if (stop !== undefined) reached.add(stop);
  }
  return names.filter((_name, index) => !reached.has(`${index}`));
}

describe('with the keyboard alone', () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop();
  });
  after(() => shop.close());

  for (const { name, path } of HOST_PAGES) {
    it(`reaches every control of the ${name} page`, { timeout: 60_000 }, async () => {
      const { page, context } = await visit(shop, path);
      await settled(page);
      // What was drawn anew while the keys went by, as a picture that has come, has lost its number: it is looked for again.
      const missed = await unreached(page);
      assert.deepEqual(missed.length ? await unreached(page) : [], []);
      await context.close();
    });
  }

  it('buys: product, cart, checkout, order', { timeout: 120_000 }, async () => {
    const { page, context, complaints } = await visit(shop, 'product.html?handle=fjord-vase');
    await settled(page);
    await tabTo(page, /^Chalk/);
    await page.keyboard.press('ArrowRight');
    await tabTo(page, /^Add to cart$/);
    await page.keyboard.press('Enter');
    await expectUnits(page, 1);

    await page.reload();
    await settled(page);
    await expectUnits(page, 1);
    await tabTo(page, /^Cart, 1 item/);
    await page.keyboard.press('Enter');
    await page.locator('vitrine-cart').getByRole('dialog').getByText('Fjord Vase').first().waitFor();
    await tabTo(page, /^Checkout/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/checkout\.html/);
    await page.locator('vitrine-checkout').getByRole('textbox', { name: 'Email' }).waitFor();

    for (const [label, text] of [
      [/^Email/, 'sam@example.org'],
      [/^Country/, 'Germany'],
      [/^Full name/, 'Sam Vik'],
      [/^Street/, 'Kaigata 3'],
      [/^Postcode/, '20095'],
      [/^Town/, 'Hamburg'],
    ] as const) {
      if (label.source === '^Country')
        await page.locator('vitrine-checkout').getByRole('textbox', { name: 'Email' }).focus();
      await tabTo(page, label);
      await page.keyboard.type(text);
    }
    // With delivery in it: nobody orders at a total that was not on the page.
    await page
      .locator('vitrine-checkout')
      .getByRole('button', { name: /Place order · €/ })
      .waitFor();
    await tabTo(page, /^Place order/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/order\.html\?order=/);
    await page.locator('vitrine-order-status').getByText(/H-\d+/).first().waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
