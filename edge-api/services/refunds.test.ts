import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PaymentProvider } from '../adapters/payments/port.ts';
import { paymentRepository } from '../repositories/payments.ts';
import { refundRepository } from '../repositories/refunds.ts';
import { startApi } from '../routes/api.test-support.ts';
import { ApiError } from './errors.ts';
import { payingShop, type PayingShop } from './payments.test-support.ts';
import { refundService } from './refunds.ts';

const api = await startApi();
let shops = 0;
let keys = 0;
const code = (wanted: string) => (error: unknown) => error instanceof ApiError && error.code === wanted;
const key = () => `refund-key-${(keys += 1)}`;

/** A shop with one paid order of 12.50. */
const paidShop = (work: (shop: PayingShop, id: string) => Promise<void>) =>
  payingShop(api, `back-${(shops += 1)}`, async (shop) => {
    const { id, token } = await shop.place();
    const { ref } = await shop.begin(token);
    await shop.bank.decide(ref, 'pay');
    await shop.services().payments.settle(String((await shop.db.first('SELECT id FROM payments'))?.['id']));
    assert.equal((await shop.order(id))['payment'], 'paid');
    await work(shop, id);
  });
const refund = (shop: PayingShop, id: string, amountMinor: number, idempotencyKey = key()) =>
  shop.services().payments.refund(id, { amountMinor, reason: 'A chip.', idempotencyKey });
const atBank = (shop: PayingShop) => shop.bank.books().refunds.map(({ amount }) => amount);

describe('money that goes back', () => {
  it('goes in parts until all of it went, and the order says so', () =>
    paidShop(async (shop, id) => {
      const [first] = await refund(shop, id, 250);
      assert.equal(first?.status, 'succeeded');
      assert.deepEqual(await shop.order(id).then(({ payment, refunded }) => [payment, refunded]), [
        'partially_refunded',
        250,
      ]);
      await refund(shop, id, 500);
      await refund(shop, id, 500);
      assert.deepEqual(await shop.order(id).then(({ payment, refunded }) => [payment, refunded]), ['refunded', 1250]);
      assert.deepEqual(atBank(shop), [250, 500, 500]);
      await assert.rejects(refund(shop, id, 1), code('refund_too_high'));
    }));

  it('goes once for one key, asked in a row or at once; the key is good for this refund alone', () =>
    paidShop(async (shop, id) => {
      const one = key();
      const answers = await Promise.all(Array.from({ length: 5 }, () => refund(shop, id, 300, one)));
      answers.push(await refund(shop, id, 300, one));
      assert.equal(new Set(answers.map(([first]) => first?.id)).size, 1);
      assert.deepEqual(atBank(shop), [300]);
      await assert.rejects(refund(shop, id, 301, one), code('idempotency_key_reused'));
      const other = await shop.place({ paymentMethodId: 'bank_transfer' });
      await assert.rejects(refund(shop, other.id, 300, one), code('idempotency_key_reused'));
    }));

  it('is never more than was paid, however many ask at once', () =>
    paidShop(async (shop, id) => {
      const asked = await Promise.allSettled(Array.from({ length: 20 }, () => refund(shop, id, 300)));
      assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 4);
      assert.deepEqual(atBank(shop), [300, 300, 300, 300]);
      await assert.rejects(
        shop.db.run(
          `INSERT INTO refunds (id, order_id, payment_id, amount_minor, idempotency_key, created_at, updated_at)
           SELECT 'r', order_id, id, 51, 'k', '2026', '2026' FROM payments`,
        ),
        /vitrine:refund_too_high/,
      );
    }));

  it('cannot go back of what nobody has paid', () =>
    paidShop(async (shop) => {
      const { id } = await shop.place();
      await assert.rejects(refund(shop, id, 1), code('refund_too_high'));
    }));

  for (const how of ['before', 'after'] as const)
    it(`waits where the bank gives no answer (${how} its work), and goes once when it does`, () =>
      paidShop(async (shop, id) => {
        let broken = true;
        const bank = {
          ...shop.line,
          async fetch(request: Request) {
            if (broken && how === 'before') throw new TypeError('no way to the bank');
            const answer = await shop.line.fetch(request);
            if (broken) throw new TypeError('the answer was lost');
            return answer;
          },
        };
        const wish = { amountMinor: 300, reason: 'A chip.', idempotencyKey: key() };
        const [waiting] = await shop.services({ bank }).payments.refund(id, wish);
        assert.equal(waiting?.status, 'pending');
        assert.equal((await shop.order(id))['payment'], 'paid');
        broken = false;
        shop.at += 60_000;
        await Promise.all([1, 2, 3].map(() => shop.services().payments.recover(50)));
        assert.deepEqual(await shop.order(id).then(({ payment, refunded }) => [payment, refunded]), [
          'partially_refunded',
          300,
        ]);
        assert.deepEqual(atBank(shop), [300]);
        assert.equal(await shop.outbox('refund.succeeded'), 1);
        assert.equal(await shop.services().payments.waiting(), 0);
      }));

  it('is taken for failed when the bank says so later, and can go again', () =>
    paidShop(async (shop, id) => {
      const [done] = await refund(shop, id, 1250);
      assert.equal((await shop.order(id))['payment'], 'refunded');
      const bank = {
        ...shop.line,
        async fetch(request: Request) {
          const answer = await shop.line.fetch(request);
          return request.method === 'GET'
            ? Response.json({ ...((await answer.json()) as object), status: 'failed' })
            : answer;
        },
      };
      await shop.bank.news.settled();
      const { body, headers } = shop.news.at(-1)!;
      const { payments } = shop.services({ bank });
      await (
        await payments.receive('test', new TextEncoder().encode(body), new Headers(headers))
      )();
      const order = await shop.order(id);
      assert.deepEqual([order['payment'], order['refunded']], ['paid', 0]);
      assert.equal(await shop.outbox('refund.failed'), 1);
      assert.equal((await shop.db.first('SELECT status FROM refunds WHERE id = ?', [done!.id]))?.['status'], 'failed');
    }));

  it('is given up as failed after the bank has refused it again and again', () =>
    paidShop(async (shop, id) => {
      const bank = { ...shop.line, fetch: async () => Response.json({ error: {} }, { status: 400 }) };
      const [waiting] = await shop
        .services({ bank })
        .payments.refund(id, { amountMinor: 1, reason: '', idempotencyKey: key() });
      assert.equal(waiting?.status, 'pending');
      for (let round = 0; round < 12; round += 1) {
        shop.at += 3_600_000;
        await shop.services({ bank }).payments.recover(50);
      }
      assert.ok((await shop.events(id)).includes('refund_failed'));
      assert.equal((await shop.order(id))['refunded'], 0);
    }));

  it('is noted where it went on the provider’s own pages, also beside what cannot be of this payment', () =>
    paidShop(async (shop, id) => {
      const sent = (ref: string, amountMinor: number, currency = 'EUR') =>
        ({ ref, amountMinor, currency, status: 'succeeded', error: '', refundId: null }) as const;
      const listed = [sent('re_one', 200), sent('re_foreign', 200, 'USD'), sent('re_much', 9000), sent('re_two', 300)];
      const provider = {
        refundsOf: async () => listed,
        readRefund: async (ref: string) => listed.find((one) => one.ref === ref),
      } as unknown as PaymentProvider;
      const troubles: string[] = [];
      const noting = refundService({
        refunds: refundRepository(shop.db),
        provider: async () => provider,
        now: () => shop.at,
        onTrouble: (_what, error) => void troubles.push(String(error)),
      });
      const payment = (await paymentRepository(shop.db).ofOrder(id))?.payment;
      assert.ok(payment);
      // So that it is looked at again: what is under way here may have failed by then.
      await assert.rejects(noting.notice(payment), /re_foreign/);
      assert.deepEqual(
        troubles.map((trouble) => /re_\w+/.exec(trouble)?.[0]),
        ['re_foreign', 're_much'],
      );
      assert.equal((await shop.order(id))['refunded'], 500);
    }));

  it('goes by the merchant’s own hand where it came so', () =>
    paidShop(async (shop) => {
      const { id } = await shop.place({ paymentMethodId: 'bank_transfer' });
      await shop.services().orderAdmin.pay(id, 'It is on the account.');
      const [done] = await refund(shop, id, 1250);
      assert.equal(done?.status, 'succeeded');
      assert.equal((await shop.order(id))['payment'], 'refunded');
      assert.deepEqual(atBank(shop), []);
    }));
});
