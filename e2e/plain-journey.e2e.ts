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
  readonly screen: keyof typeof SCREENS;
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
    screen: 'phone',
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
    thanks: /^Thank you, Sam/,
    bank: true,
  },
  {
    store: 'halden',
    language: 'de',
    screen: 'desk',
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
    screen: 'phone',
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
  await page.locator('[role=alert]:focus').waitFor();
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

/** What is done on a page of the way, while it is open. */
type Look = (path: string) => Promise<unknown>;

/** From the front page to the one an order is placed from. */
async function goToReview(page: Page, journey: Journey, shopUrl: string, look: Look): Promise<void> {
  const { words } = journey;
  await page.goto(`${shopUrl}/`);
  const product = page.locator('.card:not(:has(.badge)) a').first();
  const title = (await product.textContent())?.trim() ?? '';
  await tabTo(page, new RegExp(`^${title.replace(/[^\p{L}\p{N} ]/gu, '.')}$`, 'u'));
  await enter(page, /\/products\//);
  await look('/');
  await look(new URL(page.url()).pathname);
  await tabTo(page, words.add);
  await enter(page, /\/cart\?added/);
  await look('/cart');
  await look(`/search?q=${encodeURIComponent(title)}`);
  await tabTo(page, words.checkout);
  await enter(page, /\/checkout$/);
  await fillAddress(page, journey);
  await look('/checkout?check');
  await tabTo(page, words.next);
  await enter(page, /\/checkout\/review$/);
  await look('/checkout/review');
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
    await page.getByText('Payment received').first().waitFor();
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
  const open = async (options: Parameters<Shop['browser']['newContext']>[0]): Promise<BrowserContext> => {
    const context = await shop.browser.newContext({ reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(30_000);
    return context;
  };

  /** Goes the whole way; `look` sees each page of it with the shopper's cookies. */
  async function buy(
    journey: Journey,
    look: (context: BrowserContext, url: string) => Promise<unknown>,
  ): Promise<void> {
    const { store, language, screen } = journey;
    const base = `http://${store}.localhost:${new URL(shop.url).port}`;
    const context = await open({ viewport: SCREENS[screen], javaScriptEnabled: false, locale: language });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await goToReview(page, journey, base, (path) => look(context, new URL(path, base).href));
    await order(page, journey);
    await look(context, page.url());
    assert.deepEqual(complaints, []);
    await context.close();
  }

  const [english, ...others] = JOURNEYS as [Journey, ...Journey[]];
  for (const journey of others)
    it(`sells in ${journey.language} on a ${journey.screen}`, () => buy(journey, async () => undefined));

  it('sells in en on a phone, and gives axe nothing serious to find on any page, in light and dark', async () => {
    const looks = await Promise.all(
      (['light', 'dark'] as const).map(async (colorScheme) => {
        const context = await open({ viewport: SCREENS.desk, colorScheme, locale: 'en' });
        return { context, page: await context.newPage() };
      }),
    );
    let seen = 0;
    await buy(english, async (context, url) => {
      const cookies = await context.cookies();
      for (const { context: looking, page } of looks) {
        if (cookies.length) await looking.addCookies(cookies);
        await page.goto(url);
        assert.deepEqual(await violations(page), [], url);
      }
      seen += 1;
    });
    assert.equal(seen, 7);
    await Promise.all(looks.map(({ context }) => context.close()));
  });
});
