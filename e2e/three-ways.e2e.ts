/** The same elements three ways: what is promised of one is promised of all. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { watchShifts } from './host-pages.test-support.ts';
import { openShop, type Shop } from './shop.test-support.ts';
import { allAtWork, inSight, type Seen, seeBelow, tabStops } from './three-ways-seen.test-support.ts';
import {
  ATTACK,
  fillShop,
  type Host,
  type Look,
  openHost,
  publishPage,
  QUIET_ATTACK,
  type Subject,
  SUBJECTS,
  type Way,
  WAYS,
} from './three-ways.test-support.ts';
import { expectUnits } from './visitor.test-support.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREEN = { width: 1280, height: 900 };

/** Each with the ways that are looked at: the rarer a difference, the fewer. */
const LOOKS = {
  'in English': { locale: 'en', theme: 'light', subjects: SUBJECTS, ways: WAYS },
  'in German': { locale: 'de', theme: 'light', subjects: ['grid', 'product'], ways: WAYS.slice(0, 3) },
  'in Arabic, dark': { locale: 'ar', theme: 'dark', subjects: SUBJECTS, ways: WAYS.slice(0, 3) },
} as const satisfies Record<string, Look & { ways: readonly Way[] }>;

/** Whether scripts run where elements come this way. */
const scripted = (way: Way): boolean => way !== 'fragment';

/** One page, as it was found. */
interface Found {
  readonly seen: Readonly<Record<Subject, Seen>>;
  /** Accessible tree without what only a script would work. */
  readonly trees: Readonly<Record<Subject, string>>;
  /** What is said to machines, in scripts that are none. */
  readonly jsonLd: number;
  readonly title: string;
  readonly complaints: readonly string[];
}

/** Buttons, what they change, and what tells of it. The names of a tree's texts stay. */
const NEEDS_SCRIPT = /^\s*- '?(?:button|status|spinbutton|alert|group "(?:Quantity|Menge|الكمية)")/;
const withoutScripted = (tree: string): string =>
  tree
    .split('\n')
    .filter((line) => !NEEDS_SCRIPT.test(line))
    .join('\n');

async function eachOf<T>(
  subjects: readonly Subject[],
  ask: (subject: Subject) => Promise<T>,
): Promise<Record<Subject, T>> {
  const all = await Promise.all(subjects.map(async (subject) => [subject, await ask(subject)] as const));
  return Object.fromEntries(all) as Record<Subject, T>;
}

const treesOf = (page: Page, subjects: readonly Subject[] = SUBJECTS): Promise<Found['trees']> =>
  eachOf(subjects, async (subject) => withoutScripted(await page.locator(`#${subject}`).ariaSnapshot()));

interface Promised {
  readonly subjects: readonly Subject[];
  of(found: Found, subject: Subject): unknown;
  /** What it must be in the first place, in English. */
  readonly like: RegExp;
}

/** A newsletter's form works with a script, or on the shop's own host. */
const SHOWN = SUBJECTS.filter((subject) => subject !== 'letter');
const inSeen =
  (what: keyof Seen): Promised['of'] =>
  ({ seen }, subject) =>
    seen[subject][what];

const PROMISES: Readonly<Record<string, Promised>> = {
  'the same products in the same order, with prices, sale and sold-out badges': {
    subjects: ['grid', 'sections'],
    of: inSeen('cards'),
    like: /Fjord Vase \| Nordvik Keramikk \| From €48\.00.*€42\.00 €52\.00 \| Sale.*|Skje/,
  },
  'the same pictures, with the same words': {
    subjects: SHOWN,
    of: inSeen('pictures'),
    like: /http:\/\/127[^ ]+\/media\/halden/,
  },
  'the same links': { subjects: SHOWN, of: inSeen('links'), like: /→ http/ },
  'the same headings of the same levels': { subjects: SUBJECTS, of: inSeen('headings'), like: /h2 / },
  'the same language, direction and colours': { subjects: SUBJECTS, of: inSeen('looks'), like: /en ltr rgb/ },
  'the same names and roles, texts, options and stock': {
    subjects: SHOWN,
    of: ({ trees }, subject) => trees[subject],
    like: /link|radio "Chalk" \[checked\]/,
  },
};

const serious = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { target: unknown }[] }[] }>;
      };
    };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`));
  });

/** What came of using a page. */
interface Used {
  /** What moved before anything was touched. */
  readonly shifts: readonly string[];
  readonly serious: readonly string[];
  /** With the loader in the page. */
  readonly trees: Found['trees'];
  readonly stops: readonly string[];
  readonly bought: boolean;
}

/** Buys two things; without scripts, is led to the first one's page. */
async function buy(page: Page, way: Way): Promise<boolean> {
  await page.locator('#product').getByRole('button', { name: 'Add to cart' }).click();
  if (way === 'fragment') {
    await page.waitForURL(/\/p\/fjord-vase/);
    return true;
  }
  await expectUnits(page, 1);
  await page.locator('#grid').getByRole('button', { name: 'Add to cart: Rund Moon Jar' }).click();
  await expectUnits(page, 2);
  return true;
}

describe('embedded, drawn and taken over, and as fragments without script', () => {
  let shop: Shop;
  let host: Host;
  before(async () => {
    let key = '';
    shop = await openShop({ BASE_DOMAIN: 'localhost' }, async (databases) => (key = await fillShop(databases)));
    await publishPage(shop.url, key);
    host = await openHost(shop.url);
  });
  after(async () => {
    host.close();
    await shop.close();
  });

  async function open(
    way: Way,
    { locale, theme, subjects }: Look,
    scripts = scripted(way),
  ): Promise<{ page: Page; complaints: string[] }> {
    const page = await shop.browser.newPage({
      javaScriptEnabled: scripts,
      reducedMotion: 'reduce',
      viewport: SCREEN,
    });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.addInitScript(inSight);
    await page.addInitScript(watchShifts);
    await page.goto(`${host.url}/${way}?locale=${locale}&theme=${theme}&subjects=${subjects.join()}`);
    if (scripts) await allAtWork(page);
    return { page, complaints };
  }

  /** Axe needs timers: where nothing runs, it looks at the page as it is where the loader does. */
  async function use(page: Page, way: Way): Promise<Used> {
    const asWell = way === 'fragment' ? (await open('fragment', LOOKS['in English'], true)).page : page;
    const shifts = scripted(way) ? await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts) : [];
    await asWell.evaluate(axeSource);
    const found = await serious(asWell);
    const trees = await treesOf(asWell);
    if (asWell !== page) await asWell.context().close();
    const stops = await tabStops(page, 'See the collection');
    return { shifts, serious: found, trees, stops, bought: await buy(page, way) };
  }

  async function find(page: Page, complaints: readonly string[], { subjects }: Look): Promise<Found> {
    return {
      seen: await eachOf(subjects, (subject) => page.locator(`#${subject}`).evaluate(seeBelow)),
      trees: await treesOf(page, subjects),
      jsonLd: await page.locator('script[type="application/ld+json"]').count(),
      title: await page.title(),
      complaints: [...complaints],
    };
  }

  for (const [name, look] of Object.entries(LOOKS)) {
    const { ways } = look;
    const shown = (all: readonly Subject[]) =>
      all.filter((subject) => (look.subjects as readonly Subject[]).includes(subject));
    describe(name, () => {
      const found = {} as Record<Way, Found>;
      const used = {} as Record<Way, Used>;
      before(
        async () => {
          for (const way of ways) {
            const { page, complaints } = await open(way, look);
            found[way] = await find(page, complaints, look);
            if (look.locale === 'en') used[way] = await use(page, way);
            await page.context().close();
          }
        },
        { timeout: 120_000 },
      );

      for (const [promise, { subjects, of, like }] of Object.entries(PROMISES)) {
        it(`shows ${promise}`, () => {
          for (const subject of shown(subjects)) {
            const wanted = of(found.embedded, subject);
            if (look.locale === 'en') assert.match(JSON.stringify(wanted), like, subject);
            assert.ok(JSON.stringify(wanted).length > 10, subject);
            for (const way of ways) assert.deepEqual(of(found[way], subject), wanted, `${subject}, ${way}`);
          }
        });
      }

      it('shows hostile texts as texts, and complains about nothing', () => {
        for (const way of ways) {
          const { seen, title, complaints } = found[way];
          assert.deepEqual([title, complaints], ['Host', []], way);
          for (const subject of shown(SUBJECTS)) assert.equal(seen[subject].strangers, 0, `${subject}, ${way}`);
          for (const subject of shown(['grid', 'evil']))
            assert.ok(
              seen[subject].headings.some((heading) => heading.includes(ATTACK)),
              `${subject}, ${way}`,
            );
          if (shown(['sections']).length) assert.ok(seen.sections.questions.includes(QUIET_ATTACK), way);
        }
      });

      if (shown(['letter']).length)
        it('takes an address for the newsletter, or leads to the page of the shop that does', () => {
          for (const way of ways) {
            const { seen, trees } = found[way];
            const leads = seen.letter.links.some((link) => /→ http:\/\/halden\.localhost:\d+\/newsletter$/.test(link));
            assert.deepEqual([/- textbox/.test(trees.letter), leads], [scripted(way), !scripted(way)], way);
          }
        });

      if (look.locale !== 'en') return;

      it('gives axe nothing serious to find', () => {
        for (const way of ways) assert.deepEqual(used[way].serious, [], way);
      });

      it('leaves fragments as they are on a page that has the loader, too', () => {
        assert.deepEqual(used.fragment.trees, found.fragment.trees);
      });

      it('lets a fragment give way to its element without a move, and leaves what machines read', () => {
        assert.equal(found.both.jsonLd, SUBJECTS.length - 1);
        assert.deepEqual(used.both.shifts, []);
      });

      it('leads the keyboard the same way', () => {
        assert.ok(used.embedded.stops.length > 12, used.embedded.stops.join());
        for (const way of ways) assert.deepEqual(used[way].stops, used.embedded.stops, way);
      });

      it('sells: into the cart, or on the page of the product where nothing runs', () => {
        for (const way of ways) assert.equal(used[way].bought, true, way);
      });
    });
  }
});
