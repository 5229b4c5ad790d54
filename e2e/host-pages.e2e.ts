import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { HOST_PAGES, snapshotGlobals, watchShifts, type HostPage } from './host-pages.test-support.ts';
import { openShop, type Shop } from './shop.test-support.ts';
import { expectUnits, settled, visit } from './visitor.test-support.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

type Globals = ReturnType<typeof snapshotGlobals>;

/** What was seen of one page. */
interface Seen {
  readonly shifts: readonly string[];
  readonly complaints: readonly string[];
  readonly bare: Globals;
  readonly ours: Globals;
  readonly seriousInPage: readonly string[];
  readonly seriousInCart: readonly string[];
}

/** What axe finds serious or critical below an element, in shadow roots too. */
const serious = (page: Page, below: string): Promise<string[]> =>
  page.evaluate(async (selector) => {
    const { axe } = window as unknown as {
      axe: { run(context: string, options: object): Promise<{ violations: Violation[] }> };
    };
    const { violations } = await axe.run(selector, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
      );
  }, below);

/** The globals of the page as it is without us. */
async function visitWithoutUs(shop: Shop, { path }: HostPage): Promise<Globals> {
  const { page, context } = await visit(shop, path, {
    prepare: (c) => c.route('**/vitrine.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' })),
  });
  await page.waitForLoadState('load');
  const globals = await page.evaluate(snapshotGlobals);
  await context.close();
  return globals;
}

/** Visits a page, buys, by a block too, opens the cart, and notes what happened. */
async function see(shop: Shop, host: HostPage): Promise<Seen> {
  const { path, ownText, buy, button = 'vitrine-cart-button', block = 'vitrine-block' } = host;
  const { page, context, complaints } = await visit(shop, path, { prepare: (c) => c.addInitScript(watchShifts) });
  await page.getByText(ownText).first().waitFor();
  await settled(page);
  await page.waitForLoadState('networkidle');
  const shifts = await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
  // With the live cart's client in the page, the last of our code.
  const live = page.waitForEvent('websocket');
  await buy(page);
  await expectUnits(page, 1, button);
  await live;
  // Some buy in a dialog, which stays open.
  await page.keyboard.press('Escape');
  await page.locator(`${block}[name=small-extras] [data-vitrine-variant]`).first().click();
  await expectUnits(page, 2, button);
  const ours = await page.evaluate(snapshotGlobals);

  await page.evaluate(axeSource);
  const seriousInPage = await serious(page, 'html');
  await page.keyboard.press('Escape');
  await page.locator(button).getByRole('button').click();
  await page.locator('vitrine-cart').getByRole('dialog').first().waitFor();
  const seriousInCart = await serious(page, 'vitrine-cart');
  await context.close();
  return { shifts, complaints, bare: await visitWithoutUs(shop, host), ours, seriousInPage, seriousInCart };
}

describe('host pages', () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop();
  });
  after(() => shop.close());

  for (const host of HOST_PAGES) {
    describe(`the ${host.name} page`, () => {
      let seen: Seen;
      // Shows the shop and sells, or none of the promises below is looked at.
      before(async () => (seen = await see(shop, host)), { timeout: 60_000 });

      it('complains about nothing', () => assert.deepEqual(seen.complaints, []));

      it('does not shift once it was painted', () => assert.deepEqual(seen.shifts, []));

      it('has one global more than without us', () => {
        const { bare, ours } = seen;
        assert.deepEqual(
          ours.names.filter((name) => !bare.names.includes(name)),
          ['vitrine'],
        );
      });

      it('keeps every builtin and prototype as it was', () => {
        const { bare, ours } = seen;
        assert.ok(Object.keys(bare.builtins).length > 500);
        for (const [name, shape] of Object.entries(bare.builtins)) assert.equal(ours.builtins[name], shape, name);
        assert.deepEqual(Object.keys(ours.builtins).sort(), Object.keys(bare.builtins).sort());
      });

      it('gives axe nothing serious to find, in the page and in the open cart', () => {
        assert.deepEqual(seen.seriousInPage, []);
        assert.deepEqual(seen.seriousInCart, []);
      });
    });
  }
});
