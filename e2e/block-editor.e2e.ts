import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { keyRepository } from '../edge-api/repositories/keys.ts';
import { keyService } from '../edge-api/services/keys.ts';
import { openShop, type Shop } from './shop.test-support.ts';
import { visit, type Visit } from './visitor.test-support.ts';

/** Throws for a heading that begins with an exclamation mark, which the preview is not filled with. */
const BROKEN = `export default function ({ html }, settings) {
  const heading = settings.heading;
  if (heading.startsWith('!')) throw new Error('No heading begins like this.');
  return html\`<h2 class="new">\${heading}</h2>\`;
}
`;

const inEditor = (page: Page): Locator => page.locator('vitrine-block-editor');

/** Opens the editor as a merchant does, with the key in hand. */
async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('Shop', { exact: true }).fill('halden');
  await page.getByLabel('Secret key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('heading', { name: 'Your blocks' }).waitFor();
}

/** Puts a text in the place of all that is in the field for code, with the keyboard. */
async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Code of the block/ }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

const frame = (page: Page) => page.frameLocator('figure vitrine-block-frame iframe');

/** What axe finds in the page; colours of the highlighted code are ours to hold. */
async function wrong(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      iframes: false,
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`));
  });
}

describe('the editor of blocks', () => {
  let shop: Shop;
  let key = '';
  before(async () => {
    shop = await openShop({}, async ({ platform, stores }) => {
      const store = await stores.find('halden');
      const keys = keyService(keyRepository(platform), Date.now);
      const scopes = ['blocks:read' as const, 'blocks:write' as const];
      const made = await keys.create(
        { kind: 'secret', name: 'Editor', scopes, expiresAt: null, storeId: store!.id },
        null,
      );
      key = made.secret;
    });
  });
  after(() => shop.close());

  const open = async (): Promise<Visit> => {
    const visited = await visit(shop, `${shop.url}/console/blocks`, { width: 1440 });
    visited.context.setDefaultTimeout(40_000);
    return visited;
  };
  const shownTo = async (heading?: string) => {
    const settings = heading === undefined ? '' : `?settings=${encodeURIComponent(JSON.stringify({ heading }))}`;
    const response = await fetch(`${shop.url}/v1/stores/halden/blocks/my-arrivals${settings}`);
    return ((await response.json()) as { block: { html: string; version: number; stale: boolean } }).block;
  };

  it('takes a block from an example to visitors, and back when a version fails', { timeout: 300_000 }, async () => {
    const { page, context, complaints } = await open();
    await signIn(page, key);

    await page.getByRole('button', { name: /^New arrivals/ }).click();
    await page.getByLabel('Title').fill('My arrivals');
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'my-arrivals');
    await page.getByRole('button', { name: 'Create block' }).click();

    const product = frame(page).getByText('Boks Storage Jar').first();
    await product.waitFor();
    assert.match(await inEditor(page).locator('.used').innerText(), /In this browser/);

    await page.getByLabel('Heading').fill('Fresh from the kiln');
    await frame(page).getByRole('heading', { name: 'Fresh from the kiln' }).waitFor();

    const code = page.getByRole('textbox', { name: /^Code of the block/ });
    await code.click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('// Ours now.');
    await page.keyboard.press('ControlOrMeta+s');
    await page.getByText('All changes saved').first().waitFor();

    const publish = async (note: string) => {
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('What is new').fill(note);
      await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    };
    await publish('The first');
    await page.getByText('Version 1 is live.').waitFor();
    const snippet = await inEditor(page).locator('.notices .embed').innerText();
    assert.ok(snippet.startsWith(`<script async src="${shop.url}/vitrine.js" data-store="halden"`), snippet);
    assert.ok(snippet.endsWith('<vitrine-block name="my-arrivals"></vitrine-block>'), snippet);
    const first = await shownTo('Welcome');
    assert.match(first.html, /Welcome/);

    // A page of a host, with the block by its name.
    const host = await context.newPage();
    await host.goto(`${shop.url}/demo/`);
    await host.evaluate(() => {
      const block = document.createElement('vitrine-block');
      block.setAttribute('name', 'my-arrivals');
      document.body.prepend(block);
    });
    await host.locator('vitrine-block[name="my-arrivals"]').getByText('Boks Storage Jar').first().waitFor();
    await host.close();

    await write(page, BROKEN);
    await publish('A second, which fails for some headings');
    await page.getByText('Version 2 is live.').waitFor();
    assert.match((await shownTo('Right')).html, /Right/);
    const failed = await shownTo('!');
    assert.equal(failed.html.includes('No heading begins'), false);

    // The failure is written down after the answer.
    await page.getByRole('button', { name: 'All blocks' }).click();
    await inEditor(page)
      .getByRole('button', { name: /^My arrivals/ })
      .click();
    await page.getByRole('tab', { name: /^Failures/ }).click();
    await page.getByText('No heading begins like this.').first().waitFor();
    assert.match(await page.locator('.cm-failed-line').innerText(), /throw new Error/);
    await page.getByRole('button', { name: /^Line 3/ }).click();

    await page.getByRole('button', { name: 'Versions' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Version 1/ }).click();
    await dialog.getByText(/lines? added/).waitFor();
    await dialog.getByRole('button', { name: 'Roll back to version 1' }).click();
    await dialog.getByRole('button', { name: 'Roll back now' }).click();
    await page.getByText('Version 1 is live again, as version 3.').waitFor();
    const back = await shownTo('Welcome');
    assert.equal(back.version, 3);
    assert.equal(back.html, first.html);

    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('says what is wrong where it stands, and where a run was stopped', { timeout: 200_000 }, async () => {
    const { page, context } = await open();
    await signIn(page, key);
    await page.getByRole('button', { name: 'New block', exact: true }).click();
    await page.getByLabel('Title').fill('Trouble');
    await page.getByRole('button', { name: 'Create block' }).click();
    await frame(page).getByRole('heading', { name: 'New here' }).waitFor();

    await write(page, 'export default function ({ html }) {\n  return fetch("/");\n}\n');
    await page.getByText('There is 1 problem in the code.').waitFor();
    await page.getByRole('button', { name: 'Line 2, column 10' }).waitFor();
    assert.equal(await page.locator('.cm-lintRange-error').innerText(), 'fetch');

    await write(page, 'export default function ({ html }) {\n  for (;;) {}\n}\n');
    await page.getByText('It computes more than a block may.').waitFor();

    await write(
      page,
      'export default function ({ html }) {\n  console.log("so far");\n  return html`${html.none.more}`;\n}\n',
    );
    await page.getByRole('button', { name: 'Go to line 3' }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByText(/^The preview stopped: /)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('tab', { name: 'Console 1' }).click();
    await page.getByText('so far', { exact: true }).waitFor();

    await write(
      page,
      'export default function ({ html }) {\n  return html`<iframe src="/"></iframe><p>Still here</p>`;\n}\n',
    );
    await frame(page).getByText('Still here').waitFor();
    await page.getByRole('tab', { name: 'Taken out 1' }).click();
    await page.getByText('<iframe> is not for blocks.').waitFor();
    await context.close();
  });

  it('keeps what is not saved, and shows both texts when somebody else has saved', { timeout: 200_000 }, async () => {
    const { page, context } = await open();
    await signIn(page, key);
    await page.getByRole('button', { name: 'New block', exact: true }).click();
    await page.getByLabel('Title').fill('Shared');
    await page.getByRole('button', { name: 'Create block' }).click();
    await write(page, '// mine\n');
    await page.getByText('Unsaved changes, kept in this browser').waitFor();
    await page.reload();
    await signIn(page, key);
    await inEditor(page)
      .getByRole('button', { name: /^Shared/ })
      .click();
    await page.getByText('We brought back changes you had not saved.').waitFor();

    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ source: '// theirs\n' });
    await fetch(`${shop.url}/v1/admin/stores/halden/blocks/shared`, { method: 'PATCH', headers, body });
    await page.getByRole('button', { name: 'Save draft' }).click();
    const dialog = page.getByRole('dialog', { name: 'Somebody else changed this block' });
    await dialog.getByText('// mine').waitFor();
    await dialog.getByText('// theirs').waitFor();
    await dialog.getByRole('button', { name: /^Keep mine/ }).click();
    await page.getByText('All changes saved').first().waitFor();
    const kept = await fetch(`${shop.url}/v1/admin/stores/halden/blocks/shared`, { headers });
    assert.equal(((await kept.json()) as { block: { source: string } }).block.source, '// mine\n');
    await context.close();
  });

  it('has the shop draw where this browser cannot', { timeout: 120_000 }, async () => {
    const { page, context } = await open();
    await context.route('**/sandbox/engine.wasm', (route) => route.abort());
    await signIn(page, key);
    await inEditor(page)
      .getByRole('button', { name: /^Bestseller row/ })
      .first()
      .click();
    await frame(page).getByText('Fjord Vase').first().waitFor();
    assert.match(await inEditor(page).locator('.used').innerText(), /By your shop/);
    await context.close();
  });

  it(
    'is left by Escape, then Tab, and has nothing that a screen reader stumbles over',
    { timeout: 200_000 },
    async () => {
      const { page, context } = await open();
      assert.deepEqual(await wrong(page), []);
      await signIn(page, key);
      assert.deepEqual(await wrong(page), []);
      await inEditor(page)
        .getByRole('button', { name: /^Bestseller row/ })
        .first()
        .click();
      await frame(page).getByText('Fjord Vase').first().waitFor();
      assert.deepEqual(await wrong(page), []);
      for (const width of [390, 900]) {
        await page.setViewportSize({ width, height: 844 });
        assert.deepEqual(await wrong(page), []);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      const code = page.getByRole('textbox', { name: /^Code of the block/ });
      await code.focus();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab');
      assert.equal(await code.evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field), false);
      await page.getByRole('button', { name: 'Versions' }).click();
      await page
        .getByRole('dialog')
        .getByText(/^Version 1/)
        .first()
        .waitFor();
      assert.deepEqual(await wrong(page), []);
      await context.close();
    },
  );
});
