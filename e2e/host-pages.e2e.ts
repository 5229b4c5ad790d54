import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { HOST_PAGES, snapshotGlobals, watchShifts } from './host-pages.test-support.ts';
import { openShop, type Shop } from './shop.test-support.ts';
import { expectUnits, settled, visit } from './visitor.test-support.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

describe('host pages', () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop();
  });
  after(() => shop.close());

  for (const { name, path, ownText, buy, button } of HOST_PAGES) {
    describe(`the ${name} page`, { timeout: 60_000 }, () => {
      it('shows the shop without a complaint or a shift, and sells', async () => {
        const { page, context, complaints } = await visit(shop, path, { prepare: (c) => c.addInitScript(watchShifts) });
        await page.getByText(ownText, { exact: false }).first().waitFor();
        await settled(page);
        await page.waitForLoadState('networkidle');
        const shifts = await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
        await buy(page);
        await expectUnits(page, 1, button);
        assert.deepEqual(shifts, []);
        assert.deepEqual(complaints, []);
        await context.close();
      });

      it('keeps its globals and its builtins as they were', async () => {
        const { page: bare, context: control } = await visit(shop, path, {
          prepare: (c) =>
            c.route('**/vitrine.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' })),
        });
        await bare.waitForLoadState('load');
        const before = await bare.evaluate(snapshotGlobals);
        await control.close();

        const { page, context } = await visit(shop, path);
        await settled(page);
        await buy(page);
        await expectUnits(page, 1, button);
        const after = await page.evaluate(snapshotGlobals);
        assert.deepEqual(
          after.names.filter((global) => !before.names.includes(global)),
          ['vitrine'],
        );
        for (const [builtin, shape] of Object.entries(before.builtins))
          assert.equal(after.builtins[builtin], shape, builtin);
        assert.deepEqual(Object.keys(after.builtins).sort(), Object.keys(before.builtins).sort());
        await context.close();
      });

      it('gives axe nothing serious to find, closed and with the cart open', async () => {
        const { page, context } = await visit(shop, path);
        await settled(page);
        await buy(page);
        await expectUnits(page, 1, button);
        await page.evaluate(axeSource);
        const scan = (): Promise<string[]> =>
          page.evaluate(async () => {
            const { axe } = window as unknown as {
              axe: { run(options: object): Promise<{ violations: Violation[] }> };
            };
            const { violations } = await axe.run({ resultTypes: ['violations'] });
            return violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .flatMap(({ id, nodes }) =>
                nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
              );
          });
        assert.deepEqual(await scan(), []);
        await page.keyboard.press('Escape');
        await page
          .locator(button ?? 'vitrine-cart-button')
          .getByRole('button')
          .click();
        await page.locator('vitrine-cart').getByRole('dialog').first().waitFor();
        assert.deepEqual(await scan(), []);
        await context.close();
      });
    });
  }
});
