import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { tabTo } from './keys.test-support.ts';
import { openShop, type Shop } from './shop.test-support.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

interface Journey {
  readonly store: string;
  readonly language: string;
  /** The words of the language for what is reached by the keyboard, in the order of the way. */
  readonly words: Readonly<Record<'add' | 'checkout' | 'next' | 'place' | 'email' | 'name' | 'street', RegExp>>;
  readonly country: readonly [label: RegExp, code: string];
  /** What follows the street: label and text. */
  readonly rest: readonly (readonly [RegExp, string])[];
  readonly thanks: RegExp;
  /** Whether a card is paid by at the test bank, instead of the first way to pay. */
  readonly bank?: boolean;
}

const JOURNEYS: readonly Journey[] = [
  {
    store: 'halden',
    language: 'en',
    words: {
      add: /^Add to cart$/,
      checkout: /^Checkout$/,
      next: /^Continue/,
      place: /^Place order · €/,
      email: /^Email/,
      name: /^Full name/,
      street: /^Street/,
    },
    country: [/^Country/, 'DE'],
    rest: [
      [/^Postcode/, '20095'],
      [/^Town/, 'Hamburg'],
    ],
    thanks: /^Order H-\d+/,
    bank: true,
  },
  {
    store: 'halden',
    language: 'de',
    words: {
      add: /^In den Warenkorb$/,
      checkout: /^Zur Kasse$/,
      next: /^Weiter zu/,
      place: /^Zahlungspflichtig bestellen · .*€/,
      email: /^E-Mail/,
      name: /^Vor- und Nachname/,
      street: /^Straße/,
    },
    country: [/^Land/, 'DE'],
    rest: [
      [/^Postleitzahl/, '20095'],
      [/^Ort/, 'Hamburg'],
    ],
    thanks: /^Danke, Sam/,
  },
  {
    store: 'qamar',
    language: 'ar',
    words: {
      add: /^أضف إلى السلة$/,
      checkout: /^إتمام الشراء$/,
      next: /^تابع إلى/,
      place: /^تأكيد الطلب · /,
      email: /^البريد/,
      name: /^الاسم/,
      street: /^الشارع/,
    },
    country: [/^البلد/, 'AE'],
    rest: [[/^الإمارة/, 'دبي']],
    thanks: /^شكرًا يا Sam/,
  },
];

/** Presses Enter on what has the focus, and waits for the page it leads to. */
async function enter(page: Page, leadsTo: RegExp): Promise<void> {
  await Promise.all([page.waitForURL(leadsTo), page.keyboard.press('Enter')]);
  const { wide, direction } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    direction: document.documentElement.dir,
  }));
  assert.equal(wide, false, `${page.url()} is wider than the screen`);
  assert.equal(
    direction,
    /lang="?ar/.test(
      await page
        .locator('html')
        .getAttribute('lang')
        .then((lang) => `lang=${lang}`),
    )
      ? 'rtl'
      : 'ltr',
  );
}

async function fillAddress(page: Page, { words, country, rest }: Journey): Promise<void> {
  // Where the focus is after a mistake, and which way it goes from there.
  await tabTo(page, words.next);
  await enter(page, /checkout\?check/);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'alert');
  await tabTo(page, words.email);
  await page.keyboard.press('Enter');
  const typing = [
    [words.email, 'sam@example.org'],
    country,
    [words.name, 'Sam Vik'],
    [words.street, 'Kaigata 3'],
    ...rest,
  ] as const;
  for (const [label, text] of typing) {
    const isThere = await page.evaluate(() => document.activeElement?.id === 'email');
    if (!(label === words.email && isThere)) await tabTo(page, label, 'input, select, textarea');
    if (label !== country[0]) {
      await page.keyboard.type(text);
      continue;
    }
    const chosen = () => page.evaluate(() => (document.activeElement as HTMLSelectElement).value);
    for (let i = 0; i < 40 && (await chosen()) !== text; i++) await page.keyboard.press('ArrowDown');
    assert.equal(await chosen(), text);
    // Another country's form comes by its own button, with what was typed.
    await tabTo(page, /^(?:Change|Ändern|تغيير): /);
    await enter(page, /checkout#shipping-country/);
    assert.equal(await page.locator('#email').inputValue(), 'sam@example.org');
  }
}

/** From the front page to the one an order is placed from; answers the product's path. */
async function goToReview(page: Page, journey: Journey, shopUrl: string): Promise<string> {
  const { words } = journey;
  await page.goto(`${shopUrl}/`);
  const product = page.locator('.card:not(:has(.badge)) a').first();
  const title = (await product.textContent())?.trim() ?? '';
  await tabTo(page, new RegExp(`^${title.replace(/[^\p{L}\p{N} ]/gu, '.')}$`, 'u'));
  await enter(page, /\/products\//);
  const { pathname } = new URL(page.url());
  await tabTo(page, words.add);
  await enter(page, /\/cart\?added/);
  await tabTo(page, words.checkout);
  await enter(page, /\/checkout$/);
  await fillAddress(page, journey);
  await tabTo(page, words.next);
  await enter(page, /\/checkout\/review$/);
  return pathname;
}

async function order(page: Page, { words, thanks, bank }: Journey): Promise<void> {
  if (bank) {
    await tabTo(page, /^Bank transfer|^Card/, 'input[name=paymentMethodId]');
    for (let i = 0; i < 5 && !(await page.locator('input[value=card]').isChecked()); i++)
      await page.keyboard.press('ArrowDown');
  }
  await tabTo(page, words.place);
  if (bank) {
    await Promise.all([page.waitForURL(/\/dev\/bank\//), page.keyboard.press('Enter')]);
    await tabTo(page, /^Pay$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/orders\//);
    await page.getByText('Payment received').waitFor();
  } else await enter(page, /\/orders\/.*\?placed/);
  assert.match((await page.locator('h1').textContent()) ?? '', thanks);
}

/** What axe finds serious or critical in a page. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
      };
    };
    const found = (await axe.run({ resultTypes: ['violations'] })).violations;
    return found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

describe('a store’s own host without JavaScript, by keyboard alone', { timeout: 120_000 }, () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop({ BASE_DOMAIN: 'localhost', TEST_BANK: '1' });
  });
  after(() => shop.close());
  const urlOf = (store: string) => `http://${store}.localhost:${new URL(shop.url).port}`;
  const open = async (options: Parameters<Shop['browser']['newContext']>[0]): Promise<BrowserContext> => {
    const context = await shop.browser.newContext({ reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(15_000);
    return context;
  };

  for (const journey of JOURNEYS)
    for (const [screen, viewport] of Object.entries(SCREENS))
      it(`sells in ${journey.language} on a ${screen}`, async () => {
        const context = await open({ viewport, javaScriptEnabled: false, locale: journey.language });
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
        await goToReview(page, journey, urlOf(journey.store));
        await order(page, journey);
        assert.deepEqual(complaints, []);
        await context.close();
      });

  it('gives axe nothing serious to find on any page, in light and dark', async () => {
    const [journey] = JOURNEYS as [Journey];
    const context = await open({ viewport: SCREENS.phone, javaScriptEnabled: false, locale: 'en' });
    const page = await context.newPage();
    const base = urlOf('halden');
    const product = await goToReview(page, journey, base);
    const storageState = await context.storageState();
    const looks = await Promise.all(
      (['light', 'dark'] as const).map(async (colorScheme) => {
        const looking = await open({ viewport: SCREENS.desk, storageState, colorScheme, locale: 'en' });
        return looking.newPage();
      }),
    );
    const look = async (path: string) => {
      for (const seen of looks) {
        await seen.goto(new URL(path, base).href);
        assert.deepEqual(await violations(seen), [], path);
      }
    };
    for (const path of ['/', product, '/search?q=vase', '/cart', '/checkout?check', '/checkout/review'])
      await look(path);
    await order(page, { ...journey, bank: false, thanks: /^Thank you, Sam/ });
    await look(page.url());
    await Promise.all([context, ...looks.map((seen) => seen.context())].map((one) => one.close()));
  });
});
