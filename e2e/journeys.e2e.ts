import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { tabTo } from './keys.test-support.ts';
import { openShop, type Shop } from './shop.test-support.ts';
import { expectUnits, settled, visit } from './visitor.test-support.ts';

interface Journey {
  readonly language: string;
  /** Where it begins: a page of the demo. */
  readonly path: string;
  /** Words that are reached by the keyboard, in the order of the way. */
  readonly add: RegExp;
  readonly cart: RegExp;
  readonly checkout: RegExp;
  readonly country: readonly [label: RegExp, code: string];
  /** Fields after the country: label and text. */
  readonly fields: readonly (readonly [RegExp, string])[];
  readonly email: RegExp;
  readonly place: RegExp;
  readonly number: RegExp;
  readonly width: number;
}

const JOURNEYS: readonly Journey[] = [
  {
    language: 'de',
    path: 'product.html?handle=fjord-vase',
    add: /^In den Warenkorb$/,
    cart: /^Warenkorb, 1 Artikel/,
    checkout: /^Zur Kasse/,
    email: /^E-Mail/,
    country: [/^Land/, 'DE'],
    fields: [
      [/^Vor- und Nachname/, 'Sam Vik'],
      [/^Straße/, 'Kaigata 3'],
      [/^Postleitzahl/, '20095'],
      [/^Ort/, 'Hamburg'],
    ],
    place: /^Zahlungspflichtig bestellen · /,
    number: /H-\d+/,
    width: 1280,
  },
  {
    language: 'ar',
    path: 'arabic.html',
    add: /^أضف إلى السلة/,
    cart: /^سلة التسوق، عدد المنتجات 1/,
    checkout: /^إتمام الشراء/,
    email: /^البريد/,
    country: [/^البلد/, 'AE'],
    fields: [
      [/^الاسم/, 'Sam Vik'],
      [/^الشارع/, 'Kaigata 3'],
      [/^الإمارة/, 'دبي'],
    ],
    place: /^تأكيد الطلب · /,
    number: /Q-\d+/,
    width: 390,
  },
];

/** Has the pages of the demo shown in a language, as a merchant's snippet says it. */
const inLanguage = (language: string) => (context: BrowserContext) =>
  context.addInitScript((language) => {
    const said = new MutationObserver(() => {
      const script = document.querySelector<HTMLScriptElement>('script[data-store]');
      if (!script) return;
      script.dataset['locale'] = language;
      said.disconnect();
    });
    said.observe(document, { childList: true, subtree: true });
  }, language);

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element as HTMLSelectElement | null)?.value ?? '';
  });

async function chooseCountry(page: Page, [label, code]: Journey['country']): Promise<void> {
  await tabTo(page, label, 'select');
  for (let i = 0; i < 40 && (await focused(page)) !== code; i++) await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), code);
}

describe('the journey on pages that embed us, by keyboard alone', { timeout: 120_000 }, () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop();
  });
  after(() => shop.close());

  for (const journey of JOURNEYS)
    it(`goes from product to order in ${journey.language}`, async () => {
      const { language, path, width } = journey;
      const { page, context, complaints } = await visit(shop, path, { prepare: inLanguage(language), width });
      await settled(page);
      await tabTo(page, journey.add);
      await page.keyboard.press('Enter');
      await expectUnits(page, 1);
      await page.reload();
      await settled(page);
      await expectUnits(page, 1);
      await tabTo(page, journey.cart);
      await page.keyboard.press('Enter');
      await page.locator('vitrine-cart').getByRole('dialog').getByRole('heading').first().waitFor();
      // Off as long as the lines are still on their way.
      await page.getByRole('button', { name: journey.checkout, disabled: false }).waitFor();
      await tabTo(page, journey.checkout);
      await page.keyboard.press('Enter');
      const email = page.locator('vitrine-checkout').getByLabel(journey.email);
      await email.waitFor();
      await email.focus();
      await page.keyboard.type('sam@example.org');
      await chooseCountry(page, journey.country);
      for (const [label, text] of journey.fields) {
        await tabTo(page, label, 'input, select, textarea');
        await page.keyboard.type(text);
      }
      // With delivery in it: nobody orders at a total that was not on the page.
      await page.locator('vitrine-checkout').getByRole('button', { name: journey.place }).waitFor();
      await tabTo(page, journey.place);
      await page.keyboard.press('Enter');
      await page.locator('vitrine-order-status').getByText(journey.number).filter({ visible: true }).first().waitFor();
      assert.deepEqual(complaints, []);
      await context.close();
    });
});
