import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { OrderFacts } from '../../repositories/event-facts.ts';
import type { MailFacts, MailKind } from '../../services/mail-kinds.ts';
import { renderMail } from './render.ts';
import { en } from './strings.en.ts';

const kinds = Object.keys(en.kinds) as MailKind[];

/** A mail in which every text that somebody else wrote is this. */
function facts(text: string, locale = 'en', more: Partial<OrderFacts> = {}): MailFacts {
  const order: OrderFacts = {
    id: 'o',
    number: 1001,
    token: 't',
    email: text,
    locale,
    shippingAddress: { name: text, line1: text, line2: text, city: text, region: text, postcode: text, country: 'DE' },
    delivery: { title: text },
    payment: { id: 'bank_transfer', title: text, instructions: text },
    currency: 'EUR',
    subtotalMinor: 250000,
    discountMinor: 100,
    shippingMinor: 0,
    taxMinor: 399,
    taxIncluded: true,
    totalMinor: 249900,
    paidMinor: 0,
    cancelReason: null,
    placedAt: '2026-11-21T10:00:00.000Z',
    provider: 'manual',
    lines: [
      {
        id: 'l',
        quantity: 2,
        totalMinor: 250000,
        snapshot: {
          title: text,
          variantTitle: text,
          options: { [text]: text },
          image: { id: 'i', url: `https://pics.example/${text}`, alt: text, width: 1, height: 1, placeholder: null },
        },
      },
    ],
    ...more,
  };
  return {
    shop: { name: text, accent: '#2f5d50', logo: `https://pics.example/${text}`, imprint: text, numberPrefix: text },
    locale,
    order,
    fulfilment: {
      carrier: text,
      trackingNumber: text,
      trackingUrl: `https://track.example/${text}`,
      notify: true,
      deliveredAt: null,
      lines: [{ lineId: 'l', quantity: 1 }],
    },
    returned: { reason: text, lines: [{ lineId: 'l', quantity: 1 }] },
    customer: { email: text, name: text, hasAccount: true },
    endpoint: { url: `https://hooks.example/${text}` },
    refund: { amountMinor: 500, reason: text, error: text },
    variant: { productId: 'p', title: text, options: [text], sku: text, left: 3 },
    block: {
      ...{ id: 'b', name: text, title: text, version: 3, reason: 'failures' as const },
      failure: { reason: 'threw', message: text, line: 4, column: 2 },
    },
    link: `https://shop.example/?a=1&b=${text}`,
    unsubscribe: `https://shop.example/unsubscribe/${text}`,
    base: null,
  };
}

/** The tags of a page with the names of their attributes, as a reader of HTML sees them. */
const shape = (html: string): string =>
  [...html.matchAll(/<!--|<\/?([a-z][\w-]*)((?:"[^"]*"|[^">])*)>/gi)]
    .map(([tag, name, attributes = '']) =>
      name === undefined
        ? tag
        : `${name} ${[...attributes.replaceAll(/"[^"]*"/g, '""').matchAll(/[^\s"=/]+(?==)/g)].join(' ')}`,
    )
    .join('\n');

const CORPUS = '/work/shared/corpora/xss-html.jsonl';
const OWN = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `' onmouseover='alert(1)`,
  '" style="background:url(javascript:alert(1))',
  '</title></style><svg onload=alert(1)>',
  '<!--',
  '{number}{shop}$&$1',
  '&lt;b&gt; & <b>',
];
const attacks = existsSync(CORPUS)
  ? readFileSync(CORPUS, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { payload: string }).payload)
      .filter((_, index) => index % 9 === 0)
  : [];

describe('a mail', () => {
  it('has the same tags whatever a shopper or a merchant has written', async () => {
    for (const kind of ['merchant_new_order', 'order_shipped', 'return_received', 'abandoned_checkout'] as const) {
      const plain = shape((await renderMail(kind, facts('x'))).html);
      assert.ok(plain.split('\n').length > 30);
      for (const text of [...OWN, ...attacks]) {
        const { html } = await renderMail(kind, facts(text.replaceAll(/[\r\n]/g, ' ')));
        assert.equal(shape(html), plain, `${kind}: ${text}`);
      }
    }
  });

  it('has a subject of one line, with nothing that turns it around', async () => {
    for (const kind of kinds) {
      const { subject } = await renderMail(kind, facts('Evil\r\nBcc: eve@shop.example\u202e\u2028\0'));
      assert.doesNotMatch(subject, /[\p{Cc}\u2028\u202e]/u, kind);
    }
  });

  it('leads nowhere but to http: an address of another scheme is left out', async () => {
    const { html } = await renderMail('order_confirmation', {
      ...facts('x'),
      link: 'javascript:alert(1)',
      shop: { ...facts('x').shop, logo: 'data:text/html,x' },
    });
    assert.doesNotMatch(html, /javascript:|data:/);
  });

  for (const [locale, direction] of [
    ['en', 'ltr'],
    ['de-AT', 'ltr'],
    ['ar', 'rtl'],
    ['xx-broken-locale-tag', 'ltr'],
  ] as const)
    it(`says everything in ${locale}, and runs the right way, in HTML and in text`, async () => {
      for (const kind of kinds) {
        const { subject, html, text } = await renderMail(kind, facts('Halden', locale));
        assert.ok(html.includes(`dir="${direction}"`), kind);
        for (const part of [subject, html.replace(/<style>.*<\/style>/s, ''), text])
          assert.doesNotMatch(part, /\{\w+\}|undefined|NaN/, kind);
        assert.ok(text.length > 60, kind);
      }
    });

  it('writes money by the language of the reader and the digits of the currency', async () => {
    const total = async (locale: string, currency: string) =>
      (await renderMail('order_confirmation', facts('x', locale, { currency, provider: 'manual' }))).text;
    assert.match(await total('en', 'EUR'), /Total: €2,499\.00/);
    assert.match(await total('de', 'EUR'), /Gesamt: 2\.499,00\s€/);
    assert.match(await total('en', 'JPY'), /Total: ¥249,900/);
    assert.match(await total('en', 'KWD'), /Total: KWD\s249\.900/);
  });

  it('says that payment is awaited, how much and by what number, whatever the shop has written', async () => {
    const payment = { id: 'bank_transfer', title: 'Bank transfer', instructions: '' };
    const mail = async (more: Partial<OrderFacts>) =>
      (await renderMail('order_confirmation', facts('#', 'en', { payment, ...more }))).text;
    const unsaid = await mail({});
    assert.match(unsaid, /waiting for your payment\.\n {2}Amount: €2,499\.00\n {2}Reference: #1001/);
    const said = await mail({
      payment: { ...payment, instructions: 'Transfer it.\nIBAN: DE89 3704\nReference: your order number' },
    });
    assert.match(said, /Transfer it\.\n {2}IBAN: DE89 3704\n {2}Amount: €2,499\.00\n {2}Reference: #1001/);
    assert.doesNotMatch(said, /your order number/);
    assert.doesNotMatch(await mail({ payment: { ...payment, id: 'cash_on_delivery' } }), /waiting for your payment/);
  });

  it('tells how to pay only who has not paid', async () => {
    const says = async (paidMinor: number) =>
      (await renderMail('order_confirmation', facts('Transfer it', 'en', { paidMinor }))).text.includes('How to pay');
    assert.deepEqual([await says(0), await says(249900)], [true, false]);
  });
});
