import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { BlockSettings } from '../../edge-api/contract/block-settings.ts';
import { settingValues } from '../../edge-api/services/blocks/settings-values.ts';
import { renderBlockExamples } from '../../tools/block-examples.ts';
import { checkBlock } from '../check/check.ts';
import { engineFromBuild } from '../run/engine-file.node.ts';
import { formatsOf } from '../run/formats.ts';
import { inProcess } from '../run/in-process.ts';
import { inputOf } from '../run/run.test-support.ts';
import { renderWithData, type FetchNeed } from '../run/with-data.ts';
import { sanitiseBlock, type SanitisedBlock } from '../sanitize/sanitise.ts';
import { EXAMPLES } from './examples.ts';
import type { BlockExample } from './example.ts';
import { answerOf, SETTINGS } from './examples.test-support.ts';

const renderer = inProcess(engineFromBuild());
const NOTHING: FetchNeed = async () => undefined;
const LOCALES = ['en', 'de', 'ar'] as const;

interface Drawn {
  readonly html: string;
  readonly clean: SanitisedBlock & { ok: true };
  readonly fuel: number;
}

const checks = new Map<string, ReturnType<typeof checkBlock>>();
const checkOnce = ({ name, source }: BlockExample): ReturnType<typeof checkBlock> => {
  if (!checks.has(name)) checks.set(name, checkBlock(source));
  return checks.get(name)!;
};

async function drawn(example: BlockExample, locale: string, fetchNeed: FetchNeed, given = {}): Promise<Drawn> {
  const checked = await checkOnce(example);
  assert.deepEqual(checked.ok ? [] : checked.problems, [], example.name);
  const { values, warnings } = settingValues(BlockSettings.parse(example.settings), given);
  assert.deepEqual(warnings, [], example.name);
  const input = inputOf({
    settings: values,
    locale,
    formats: formatsOf(locale, ['EUR']),
    texts: example.texts[locale] ?? example.texts['en'] ?? {},
  });
  const result = await renderWithData(renderer, { source: checked.ok ? checked.code : '', input }, fetchNeed);
  assert.equal(result.status, 'done', `${example.name}: ${JSON.stringify(result)}`);
  const html = result.status === 'done' ? result.html : '';
  const clean = sanitiseBlock(html, {
    prefix: `block-${example.name}-`,
    scopeClass: 'block',
    pictures: ['/v1/stores/halden/media/'],
  });
  assert.ok(clean.ok);
  assert.deepEqual(clean.removed, [], example.name);
  assert.deepEqual(result.console, [], example.name);
  return { html, clean, fuel: result.usage.fuel };
}

const settingsOf = ({ name }: BlockExample): Record<string, unknown> => SETTINGS[name] ?? {};

describe('the examples', () => {
  it('are what the files beside them say', async () => {
    const written = readFileSync(new URL('./examples.ts', import.meta.url), 'utf8');
    assert.equal(written, await renderBlockExamples(), 'Run: node tools/block-examples.ts');
  });

  it('are at least twelve, each of its own name', () => {
    assert.ok(EXAMPLES.length >= 12);
    assert.equal(new Set(EXAMPLES.map(({ name }) => name)).size, EXAMPLES.length);
  });

  it('have every text in every language they speak', () => {
    for (const { name, texts } of EXAMPLES)
      for (const locale of Object.keys(texts)) {
        assert.deepEqual(Object.keys(texts[locale]!), Object.keys(texts['en']!), `${name} in ${locale}`);
      }
  });

  it('lay out by where lines begin and end, in tokens of the shop alone', () => {
    const oneSided =
      /(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right)|left|right|text-align:\s*(?:left|right))\b/;
    for (const { name, source } of EXAMPLES) {
      const css = /<style>([^]*?)<\/style>/.exec(source)?.[1] ?? '';
      assert.doesNotMatch(css, oneSided, name);
      assert.doesNotMatch(css, /#[\da-f]{3,8}\b|\brgba?\(|:\s*(?:white|black)\b/i, name);
      assert.doesNotMatch(
        css,
        /(?:^|[\s;{])(?:width|inline-size|min-width|min-inline-size):\s*(?:[4-9]\d\d|\d{4})px/,
        name,
      );
    }
  });

  for (const example of EXAMPLES)
    it(`${example.name} passes the check, is drawn and stays whole, with data and without`, async () => {
      for (const locale of LOCALES) {
        const full = await drawn(example, locale, answerOf, settingsOf(example));
        assert.ok(full.clean.html.length > 100, 'shows something');
        assert.ok(full.clean.css.length > 20, 'is laid out');
        assert.doesNotMatch(full.html, /\bundefined\b|\bnull\b|\[object|NaN/);
        assert.ok(full.fuel < 1_500_000, `uses ${full.fuel} units`);
        const empty = await drawn(example, locale, NOTHING);
        assert.doesNotMatch(empty.html, /\bundefined\b|\bnull\b|\[object|NaN/);
      }
    });

  it('speak the language of the visitor', async () => {
    const [{ html: german }, { html: arabic }] = (await Promise.all(
      ['de', 'ar'].map((locale) =>
        drawn(
          EXAMPLES.find(({ name }) => name === 'opening-hours')!,
          locale,
          NOTHING,
        ),
      ),
    )) as [Drawn, Drawn];
    assert.match(german, /Öffnungszeiten[^]*Montag[^]*Sonntag \(heute\)/);
    assert.match(arabic, /ساعات العمل[^]*الاثنين/);
  });

  it('end with the sale, and count its days before', async () => {
    const sale = EXAMPLES.find(({ name }) => name === 'summer-sale')!;
    const on = async (ends: string): Promise<string> => (await drawn(sale, 'en', answerOf, { ends })).html;
    assert.match(await on('2026-11-25'), /Days left: 4\.[^]*Until November 25, 2026\./);
    assert.match(await on('2026-11-22'), /Last day!/);
    assert.equal(await on('2026-11-21'), '');
  });

  it('say what is missing until delivery is free', async () => {
    const free = EXAMPLES.find(({ name }) => name === 'free-delivery')!;
    const told = async (amountMinor: number): Promise<string> =>
      (await drawn(free, 'en', async () => ({ lines: [], count: 1, total: { amountMinor, currency: 'EUR' } }))).html;
    assert.match(await told(3750), /Only €12\.50 to go[^]*aria-valuenow="75"/);
    assert.match(await told(5000), /Delivery is free\.[^]*aria-valuenow="100"/);
    const known = {
      total: { amountMinor: 1000, currency: 'EUR' },
      freeShippingRemaining: { amountMinor: 3000, currency: 'EUR' },
    };
    assert.match((await drawn(free, 'en', async () => known)).html, /Only €30\.00 to go[^]*aria-valuenow="25"/);
  });
});
