import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BankPort } from '../payment-ports.ts';
import { paymentRepository } from '../repositories/payments.ts';
import { startApi } from '../routes/api.test-support.ts';
import { ApiError } from './errors.ts';
import { payingShop, type PayingShop } from './payments.test-support.ts';

const api = await startApi();
let shops = 0;
const inShop = (work: (shop: PayingShop) => Promise<void>, options: Parameters<typeof payingShop>[3] = {}) =>
  payingShop(api, `pay-${(shops += 1)}`, work, options);

const code = (wanted: string) => (error: unknown) => error instanceof ApiError && error.code === wanted;
const MINUTE = 60_000;

/** A line to the bank that does as told: `before` loses the request, `after` the answer, by the count of the call. */
const brokenLine = (shop: PayingShop, breaks: (call: number, path: string) => 'before' | 'after' | undefined) => {
  let calls = 0;
  const bank: BankPort = {
    ...shop.line,
    async fetch(request) {
      const how = breaks((calls += 1), new URL(request.url).pathname);
      if (how === 'before') throw new TypeError('no way to the bank');
      const answer = await shop.line.fetch(request);
      if (how === 'after') throw new TypeError('the answer was lost');
      return answer;
    },
  };
  return { bank };
};

/** A line whose answers about payments are not so. */
const lyingLine = (shop: PayingShop, lie: object) => ({
  bank: {
    ...shop.line,
    async fetch(request: Request) {
      const answer = await shop.line.fetch(request);
      if (request.method !== 'GET' || !answer.ok) return answer;
      return Response.json({ ...((await answer.json()) as object), ...lie });
    },
  },
});

/** What is certain of an order that is paid, once. */
async function assertPaidOnce(shop: PayingShop, id: string): Promise<void> {
  const { status, payment, paid } = await shop.order(id);
  assert.deepEqual([status, payment, paid], ['open', 'paid', 1250]);
  assert.equal((await shop.events(id)).filter((type) => type === 'paid').length, 1);
  const { charges, refunds } = shop.bank.books();
  assert.deepEqual([charges.filter(({ order_id }) => order_id === id).length, refunds.length], [1, 0]);
}

async function recovered(shop: PayingShop): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    shop.at += 15 * MINUTE;
    await shop.services().payments.recover(50);
  }
}

describe('beginning a payment', () => {
  it('asks for what the order is due, and goes on with it when asked again', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      const [one, two, three] = await Promise.all([shop.begin(token), shop.begin(token), shop.begin(token)]);
      assert.equal(new Set([one.ref, two.ref, three.ref, (await shop.begin(token)).ref]).size, 1);
      const { amount, currency, order_id, description } = shop.atBank(id);
      assert.deepEqual([amount, currency, order_id], [1250, 'EUR', id]);
      assert.match(description, /#1001$/);
    }));

  it('tells the provider, whose page the shop’s page can open, no e-mail but what that page has said', () =>
    inShop(async (shop) => {
      await shop.db.run(
        `INSERT INTO customers (id, email, name, created_at) VALUES ('sam', 'sam@shop.example', 'Sam', '')`,
      );
      const told = async ({ id, token }: { id: string; token: string }) => {
        await shop.begin(token);
        const sql = `SELECT client_data ->> '$.request.email' AS email FROM payments WHERE order_id = ?`;
        return (await shop.db.first(sql, [id]))?.['email'];
      };
      assert.equal(await told(await shop.place({}, 'sam')), 'ada@shop.example');
      assert.equal(await told(await shop.place({ email: '' }, 'sam')), '');
      const corrected = await shop.place();
      await shop.services().orderAdmin.edit(corrected.id, { email: 'ada.b@shop.example' });
      assert.equal(await told(corrected), '');
    }));

  it('leaves an order that is paid by hand to its instructions', () =>
    inShop(async (shop) => {
      const { token } = await shop.place({ paymentMethodId: 'bank_transfer' });
      assert.equal((await shop.begin(token)).status, 'manual');
      assert.equal(shop.bank.books().payments.length, 0);
    }));

  it('refuses an order that is over, and one nobody has', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      shop.at += 31 * MINUTE;
      await assert.rejects(shop.begin(token), code('order_not_payable'));
      await shop.expire(id);
      await assert.rejects(shop.begin(token), code('order_not_payable'));
      await assert.rejects(shop.begin('nobody'), code('order_not_found'));
      assert.equal(shop.bank.books().payments.length, 0);
    }));

  it('ends a payment of an amount that is due no more before one of the right amount begins', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      const before = await shop.begin(token);
      await shop.db.run('UPDATE orders SET total_minor = 1500 WHERE id = ?', [id]);
      const after = await shop.begin(token);
      assert.equal(shop.bank.find(before.ref)?.status, 'cancelled');
      assert.equal(shop.bank.find(after.ref)?.amount, 1500);
      const live = await shop.db.all(`SELECT id FROM payments WHERE status = 'pending'`);
      assert.equal(live.length, 1);
    }));

  it('never has two under way, by the database itself', () =>
    inShop(async (shop) => {
      const { id } = await shop.place();
      await assert.rejects(
        shop.db.run(
          `INSERT INTO payments (id, order_id, provider, method, status, amount_minor, currency, created_at, updated_at)
           VALUES ('two', ?, 'test', 'card', 'pending', 1, 'EUR', '2026', '2026')`,
          [id],
        ),
        /UNIQUE/,
      );
    }));

  it('says so where nobody is set up to take money, and charges nothing', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      await assert.rejects(shop.begin(token, { bank: null }), code('payment_unavailable'));
      assert.deepEqual((await shop.order(id))['payment'], 'pending');
      assert.equal((await shop.begin(token)).status, 'pending');
    }));
});

describe('a payment that was made', () => {
  it('is paid once, however often, late and out of order news of it come', () =>
    inShop(
      async (shop) => {
        const { id, token } = await shop.place();
        const { ref } = await shop.begin(token);
        await shop.bank.decide(ref, 'challenge');
        await shop.bank.decide(ref, 'pay');
        await shop.bank.news.settled();
        assert.ok(shop.news.length >= 4);
        const shuffled = [...shop.news, ...shop.news].reverse();
        await Promise.all(shuffled.map((news) => shop.deliver(news)));
        await Promise.all(shuffled.map((news) => shop.deliver(news)));
        await assertPaidOnce(shop, id);
        assert.equal(await shop.outbox('order.paid'), 1);
      },
      { knobs: { duplicate: 1, seed: 7 } },
    ));

  it('is found without any news, by whoever looks and by recovery alike, once', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      const { ref } = await shop.begin(token);
      await shop.bank.decide(ref, 'pay');
      shop.at += 3000;
      const looks = Array.from({ length: 5 }, () => shop.services().payments.state(token));
      await Promise.all([...looks, shop.begin(token), ...[1, 2, 3].map(() => shop.services().payments.recover(50))]);
      shop.at += 3000;
      assert.equal((await shop.services().payments.state(token)).payment.status, 'paid');
      await assertPaidOnce(shop, id);
      assert.equal((await shop.begin(token)).status, 'paid');
    }));

  it('asks the bank at most every other second, however many pages wait', () =>
    inShop(async (shop) => {
      const { token } = await shop.place();
      await shop.begin(token);
      shop.at += 3000;
      let asked = 0;
      const counting = brokenLine(shop, () => ((asked += 1), undefined));
      await Promise.all(Array.from({ length: 20 }, () => shop.services(counting).payments.state(token)));
      assert.equal(asked, 1);
    }));

  it('asks the bank at once for who comes back from it, and not each time they reload', () =>
    inShop(async (shop) => {
      const { token } = await shop.place();
      await shop.begin(token);
      shop.at += 501;
      let asked = 0;
      const { payments } = shop.services(brokenLine(shop, () => ((asked += 1), undefined)));
      await payments.state(token);
      assert.equal(asked, 0);
      for (let reload = 0; reload < 5; reload += 1) await payments.state(token, { back: true });
      assert.equal(asked, 1);
    }));

  for (const [what, lie] of [
    ['another amount', { amount: 1 }],
    ['less taken than asked for', { captured: 1249 }],
    ['another currency', { currency: 'JPY' }],
    ['another order', { order_id: 'somebody-else’s' }],
    ['another store', { store_id: 'somebody-else’s' }],
    ['another payment', { payment_id: 'somebody-else’s' }],
    ['another id of its own', { id: 'bank_other' }],
  ] as const)
    it(`is not paid when the bank says ${what}: it is flagged, and no money is kept in silence`, () =>
      inShop(async (shop) => {
        const { id, token } = await shop.place();
        const { ref } = await shop.begin(token);
        await shop.bank.decide(ref, 'pay');
        shop.at += 20_000;
        await shop.services(lyingLine(shop, lie)).payments.recover(50);
        await recovered(shop);
        const order = await shop.order(id);
        assert.deepEqual([order['payment'], order['paid']], ['failed', 0]);
        assert.ok((await shop.events(id)).includes('payment_refused'));
        const back = shop.bank.books().refunds.map(({ amount }) => amount);
        // Where it is certain whose it is, it goes back; else the timeline alone tells.
        if (/another (?:payment|order|store)$/.test(what)) assert.deepEqual(back, []);
        else if (what === 'less taken than asked for') assert.deepEqual(back, [1249]);
        else assert.deepEqual(back, [1250]);
      }));
});

describe('a payment that fails', () => {
  it('leaves the order payable, by a new payment once the first is over', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      const first = await shop.begin(token);
      await shop.bank.decide(first.ref, 'fail');
      await shop.bank.news.settled();
      await shop.deliver(...shop.news, ...shop.news);
      assert.equal((await shop.order(id))['payment'], 'failed');
      assert.equal(await shop.outbox('order.payment_failed'), 1);
      const state = await shop.services().payments.state(token);
      assert.deepEqual([state.payment.status, state.payment.error], ['due', 'Your card was declined.']);
      const second = await shop.begin(token);
      assert.notEqual(second.ref, first.ref);
      assert.equal((await shop.order(id))['payment'], 'pending');
      await shop.bank.decide(second.ref, 'pay');
      await recovered(shop);
      assert.equal((await shop.order(id))['payment'], 'paid');
      assert.equal(shop.bank.books().charges.length, 1);
    }));

  it('goes on with the same one where the bank lets the shopper try another card', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      const first = await shop.begin(token);
      await shop.bank.decide(first.ref, 'decline');
      const again = await shop.begin(token);
      assert.deepEqual([again.ref, again.error], [first.ref, 'Your card was declined.']);
      assert.deepEqual(await shop.events(id), ['placed', 'payment_started', 'payment_refused']);
      await shop.bank.decide(first.ref, 'pay');
      assert.equal((await shop.begin(token)).status, 'paid');
      await assertPaidOnce(shop, id);
    }));

  it('is told to the shopper at once where the bank declines at once', () =>
    inShop(
      async (shop) => {
        const { token } = await shop.place();
        const { status, error } = await shop.begin(token);
        assert.deepEqual([status, error], ['due', 'Your card was declined.']);
      },
      { knobs: { confirm: 'auto', decline: 1 } },
    ));
});

describe('a payment that comes when the order is over', () => {
  const late = (shop: PayingShop, pay: (ref: string) => Promise<unknown>) => async () => {
    const { id, token } = await shop.place();
    const { ref } = await shop.begin(token);
    shop.at += 31 * MINUTE;
    await shop.expire(id);
    await pay(ref);
    await shop.bank.news.settled();
    return id;
  };

  it('opens it again while its goods last, once', () =>
    inShop(async (shop) => {
      const id = await late(shop, (ref) => shop.bank.decide(ref, 'pay'))();
      assert.equal(await shop.stock(), 5);
      await Promise.all([...[1, 2, 3].map(() => shop.deliver(...shop.news)), shop.services().payments.recover(50)]);
      await recovered(shop);
      await assertPaidOnce(shop, id);
      assert.equal(await shop.stock(), 4);
      assert.ok((await shop.events(id)).includes('revived'));
    }));

  it('goes back once where they are sold, and the order stays cancelled', () =>
    inShop(
      async (shop) => {
        const id = await late(shop, async (ref) => {
          await shop.place({ paymentMethodId: 'bank_transfer' });
          await shop.bank.decide(ref, 'pay');
        })();
        assert.equal(await shop.stock(), 0);
        await Promise.all([...[1, 2, 3].map(() => shop.deliver(...shop.news)), shop.services().payments.recover(50)]);
        await recovered(shop);
        const { status, paid, refunded } = await shop.order(id);
        assert.deepEqual([status, paid, refunded, await shop.stock()], ['cancelled', 0, 0, 0]);
        assert.deepEqual(
          shop.bank.books().refunds.map(({ amount }) => amount),
          [1250],
        );
        assert.equal(await shop.outbox('refund.succeeded'), 1);
      },
      { stock: 1 },
    ));

  it('goes back once where the merchant has cancelled it, also when the answer of the bank is lost', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      const { ref } = await shop.begin(token);
      await shop.db.run(
        `UPDATE orders SET status = 'cancelled', cancel_reason = 'fraud', reserved_until = NULL WHERE id = ?`,
        [id],
      );
      await shop.bank.decide(ref, 'pay');
      shop.at += 20_000;
      const losing = brokenLine(shop, (_, path) => (path.endsWith('/refunds') ? 'after' : undefined));
      for (let round = 0; round < 3; round += 1) {
        await shop.services(losing).payments.recover(50);
        shop.at += 15 * MINUTE;
      }
      await recovered(shop);
      assert.equal((await shop.order(id))['paid'], 0);
      assert.deepEqual(shop.bank.books().refunds.length, 1);
      const row = await shop.db.first('SELECT status FROM refunds');
      assert.equal(row?.['status'], 'succeeded');
    }));

  it('goes back where the order was paid by other means meanwhile', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      const { ref } = await shop.begin(token);
      await shop.db.run(`UPDATE orders SET payment_status = 'paid', paid_minor = 1250 WHERE id = ?`, [id]);
      await shop.bank.decide(ref, 'pay');
      await recovered(shop);
      assert.equal((await shop.order(id))['paid'], 1250);
      assert.equal(shop.bank.books().refunds.length, 1);
    }));

  it('cannot come any more once recovery has ended it at the bank', () =>
    inShop(async (shop) => {
      const [begun, never] = [await shop.place(), await shop.place()];
      const { ref } = await shop.begin(begun.token);
      shop.at += 31 * MINUTE;
      await shop.expire(begun.id);
      await shop.expire(never.id);
      await recovered(shop);
      assert.equal(shop.bank.find(ref)?.status, 'cancelled');
      const left = await shop.db.all(`SELECT status FROM payments`);
      assert.deepEqual(
        left.map(({ status }) => status),
        ['cancelled', 'cancelled'],
      );
      assert.equal(await shop.services().payments.waiting(), 0);
    }));
});

describe('a reservation that ends', () => {
  it('ends what is under way at the bank, and leaves nothing to look at', () =>
    inShop(async (shop) => {
      const [open, failed] = [await shop.place(), await shop.place()];
      const begun = await shop.begin(open.token);
      await shop.bank.decide((await shop.begin(failed.token)).ref, 'fail');
      await shop
        .services()
        .payments.settle(String((await shop.db.first('SELECT max(id) AS id FROM payments'))?.['id']));
      shop.at += 31 * MINUTE;
      assert.equal(await shop.services().orderAdmin.expireReservations(50), 2);
      await recovered(shop);
      assert.equal(shop.bank.find(begun.ref)?.status, 'cancelled');
      assert.deepEqual([await shop.services().payments.waiting(), await shop.stock()], [0, 5]);
    }));
});

describe('a copy of a store', () => {
  it('leaves what is under way at the provider to the original, whatever became of its own orders', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      const { ref } = await shop.begin(token);
      await shop.expire(id);
      shop.at += 20 * MINUTE;
      const copied = lyingLine(shop, { store_id: 'the original' });
      for (let round = 0; round < 3; round += 1) {
        await shop.services(copied).payments.recover(50);
        shop.at += 15 * MINUTE;
      }
      assert.equal(shop.bank.find(ref)?.status, 'open');
    }));
});

describe('money that is on its way', () => {
  it('keeps the goods of its order, and for half an hour more when it does not come', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      await shop.begin(token);
      const hours = async () => Math.round((Number((await shop.order(id))['reserved']) - shop.at) / 3_600_000);
      const seen = async (status: 'processing' | 'pending') => {
        const payment = String((await shop.db.first('SELECT id FROM payments'))?.['id']);
        const stored = await paymentRepository(shop.db).find(payment);
        assert.equal(await paymentRepository(shop.db).goesOn(stored!, { status, error: '' }, shop.at), 'written');
      };
      await seen('processing');
      assert.equal(await hours(), 14 * 24);
      assert.equal((await shop.services().payments.state(token)).payment.status, 'processing');
      await seen('pending');
      assert.equal(await hours(), 1);
    }));
});

describe('a line to the bank that breaks', () => {
  for (const how of ['before', 'after'] as const)
    for (const call of [1, 2, 3])
      it(`ends in one charge and a paid order (${how} call ${call})`, () =>
        inShop(
          async (shop) => {
            const { id, token } = await shop.place();
            const broken = brokenLine(shop, (at) => (at === call ? how : undefined));
            await shop.begin(token, broken).catch(code('payment_unavailable'));
            await shop.begin(token, broken).catch(code('payment_unavailable'));
            await recovered(shop);
            await assertPaidOnce(shop, id);
          },
          { knobs: { confirm: 'auto' } },
        ));

  it('is gone on with by recovery alone when the process dies before the bank has answered', () =>
    inShop(
      async (shop) => {
        const { id, token } = await shop.place();
        const dead = brokenLine(shop, () => 'after');
        await assert.rejects(shop.begin(token, dead), code('payment_unavailable'));
        assert.equal((await shop.order(id))['payment'], 'pending');
        await recovered(shop);
        await assertPaidOnce(shop, id);
      },
      { knobs: { confirm: 'auto' } },
    ));
});

describe('what the bank sends', () => {
  it('changes nothing when it is forged, stale, written anew, another store’s or a lie', () =>
    inShop(
      async (shop) => {
        const { id, token } = await shop.place();
        const { ref } = await shop.begin(token);
        await shop.bank.decide(ref, 'challenge');
        await shop.bank.news.settled();
        const { payments } = shop.services();
        let refused = 0;
        for (const { body, headers } of shop.news) {
          const variants: [string, Record<string, string>][] = [
            [body, headers],
            [JSON.stringify(JSON.parse(body)), headers],
            [body.replace('challenged', 'succeeded'), headers],
            [`${body} `, headers],
            [body, {}],
            [body, { 'bank-signature': headers['bank-signature']!.replace(/v1=../, 'v1=00') }],
          ];
          for (const [text, head] of variants)
            await payments.receive('test', new TextEncoder().encode(text), new Headers(head)).then(
              (follow) => follow(),
              (error: unknown) => {
                assert.ok(code('payment_event_invalid')(error), String(error));
                refused += 1;
              },
            );
        }
        assert.ok(refused >= shop.news.length * 4);
        const { body, headers } = shop.news[0]!;
        shop.at += 301_000;
        await assert.rejects(
          payments.receive('test', new TextEncoder().encode(body), new Headers(headers)),
          code('payment_event_invalid'),
        );
        await assert.rejects(
          payments.receive('stripe', new Uint8Array(), new Headers()),
          code('payment_event_invalid'),
        );
        const order = await shop.order(id);
        assert.deepEqual([order['payment'], order['paid']], ['pending', 0]);
        assert.equal(shop.bank.books().charges.length, 0);
      },
      { knobs: { forge: 1 } },
    ));

  it('is followed later when the bank cannot be asked now', () =>
    inShop(async (shop) => {
      const { id, token } = await shop.place();
      const { ref } = await shop.begin(token);
      await shop.bank.decide(ref, 'pay');
      await shop.bank.news.settled();
      const { body, headers } = shop.news[0]!;
      const dead = shop.services(brokenLine(shop, () => 'before'));
      await (
        await dead.payments.receive('test', new TextEncoder().encode(body), new Headers(headers))
      )();
      assert.equal((await shop.order(id))['payment'], 'pending');
      await shop.db.run('UPDATE payments SET next_check_at = NULL');
      await recovered(shop);
      await assertPaidOnce(shop, id);
    }));
});
