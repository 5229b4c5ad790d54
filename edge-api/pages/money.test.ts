import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MailFacts } from '../services/mail-kinds.ts';
import { type AreaFrame, ordersPage } from './account/home.ts';
import { sayIn } from './account/strings.ts';
import { money } from './hosted/parts.ts';
import { renderMail } from './mail/render.ts';
import { formatMoney } from './money.ts';

/** Each with what English readers write for it, spaces left out. */
const AMOUNTS = [
  { currency: 'EUR', amountMinor: 2_000, read: '€20.00' },
  { currency: 'EUR', amountMinor: 1_999, read: '€19.99' },
  { currency: 'HUF', amountMinor: 199_900, read: 'HUF1,999' },
  { currency: 'HUF', amountMinor: 199_950, read: 'HUF1,999.50' },
  { currency: 'JPY', amountMinor: 1_999, read: '¥1,999' },
  { currency: 'KWD', amountMinor: 1_999, read: 'KWD1.999' },
  { currency: 'KWD', amountMinor: 2_000, read: 'KWD2.000' },
];

const frame: AreaFrame = {
  base: '/account',
  look: { name: 'Shop', logo: null, sheet: '' },
  language: 'en',
  say: sayIn('en'),
  formToken: '',
  askedBy: null,
  query: null,
  locale: 'en',
};

const ordered = (currency: string, amountMinor: number) => ({
  id: 'o',
  number: '1001',
  placedAt: '2026-11-21T10:00:00.000Z',
  status: 'open' as const,
  paymentStatus: 'paid' as const,
  fulfilmentStatus: 'unfulfilled' as const,
  items: 1,
  total: { currency, amountMinor },
});

const mailed = (currency: string, totalMinor: number) =>
  ({
    shop: { name: 'Shop', accent: null, logo: null, imprint: '', numberPrefix: '#' },
    locale: 'en',
    order: {
      number: 1001,
      currency,
      totalMinor,
      subtotalMinor: totalMinor,
      discountMinor: 0,
      shippingMinor: 0,
      taxMinor: 0,
      paidMinor: totalMinor,
      shippingAddress: { name: '', line1: '', line2: '', city: '', region: '', postcode: '', country: 'DE' },
      delivery: { title: '' },
      payment: { id: 'card', title: '', instructions: '' },
      lines: [],
    },
    link: null,
    unsubscribe: null,
    base: null,
  }) as unknown as MailFacts;

const plain = (text: string): string => text.replaceAll(/\s/g, '');

describe('an amount', () => {
  for (const { currency, amountMinor, read } of AMOUNTS)
    it(`of ${amountMinor} ${currency} is ${read} in mails, accounts and shops alike, and none of it is left out`, async () => {
      const amount = { currency, amountMinor };
      assert.equal(plain(formatMoney(amount, 'en')), read);
      assert.equal(plain(money({ locale: 'en' }, amount)), read);
      const account = `${await ordersPage(frame, [ordered(currency, amountMinor)], null)}`;
      assert.ok(plain(account).includes(`<strong>${read}</strong>`));
      const { text } = await renderMail('payment_received', mailed(currency, amountMinor));
      assert.match(plain(text), new RegExp(`Total:?${read.replaceAll(/[.$]/g, '\\$&')}(?![\\d.])`));
    });
});
