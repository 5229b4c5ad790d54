import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testFolder } from '../../../db/folder.test-support.ts';
import { readEnvironment } from '../../../env.ts';
import { paymentPorts } from '../../../payment-ports.ts';
import { sealer } from '../../provisioning/sealing.ts';
import { PaymentError, type PaymentStart } from '../port.ts';
import type { Knobs } from './knobs.ts';
import { openTestBank } from './open.node.ts';
import { testBankProvider } from './provider.ts';

const folder = testFolder();
const SECRET = 'secret-of-these-tests';
const payment: PaymentStart = {
  paymentId: '01PAY',
  orderId: '01ORDER',
  storeId: '01STORE',
  amountMinor: 123456,
  currency: 'JPY',
  email: 'ada@shop.example',
  description: '<b>Order</b> #1001',
  returnUrl: 'https://shop.example/thanks',
  notifyUrl: 'https://edge.example/v1/stores/ada/payment-events/test',
  mode: 'redirect',
};

async function open(knobs: Partial<Knobs> = {}, where: string | null = null) {
  const news: { type: string; signature: string; body: string }[] = [];
  const opened = await openTestBank({
    folder: where,
    secret: SECRET,
    knobs,
    async send(_, body, headers) {
      news.push({ type: JSON.parse(body).type, body, signature: headers['bank-signature'] ?? '' });
      return true;
    },
  });
  const provider = testBankProvider({ ...opened.port, now: Date.now });
  const ask = (path: string, init: RequestInit = {}) =>
    opened.fetch(new Request(`https://edge.example/dev/bank${path}`, init))!;
  return { ...opened, provider, news, ask };
}

describe('the test bank', () => {
  it('charges once for a key, gives its first answer again, and refuses the key for anything else', async () => {
    const { bank, provider } = await open({ confirm: 'auto' });
    const answers = await Promise.all([1, 2, 3].map(() => provider.start(payment)));
    assert.equal(new Set(answers.map(({ ref }) => ref)).size, 1);
    assert.equal(bank.books().charges.length, 1);
    await assert.rejects(
      provider.start({ ...payment, amountMinor: 1 }),
      (error) => error instanceof PaymentError && error.kind === 'misconfigured',
    );
  });

  it('has done its work when it loses the answer', async () => {
    const { bank, provider } = await open({ confirm: 'auto', dropAnswer: 1 });
    for (let attempt = 0; attempt < 3; attempt += 1)
      await assert.rejects(
        provider.start(payment),
        (error) => error instanceof PaymentError && error.kind === 'unreachable',
      );
    assert.equal(bank.books().charges.length, 1);
  });

  it('forgets no charge, no refund and no key when it is killed', async () => {
    const where = `${folder}/killed`;
    const before = await open({ confirm: 'auto' }, where);
    const { ref } = await before.provider.start(payment);
    const back = { ref, refundId: '01BACK', amountMinor: 56, currency: 'JPY' };
    const refund = await before.provider.refund(back);
    // Nothing is closed: what is in the file is all there is.
    const after = await open({}, where);
    assert.deepEqual(after.bank.books(), before.bank.books());
    assert.equal((await after.provider.start(payment)).ref, ref);
    assert.equal((await after.provider.refund(back)).ref, refund.ref);
    assert.equal(after.bank.books().refunds.length, 1);
    await before.close();
    await after.close();
  });

  it('gives back no more than it took, however many ask at once', async () => {
    const { bank, provider } = await open({ confirm: 'auto' });
    const { ref } = await provider.start(payment);
    const refund = (id: number) =>
      provider.refund({ ref, refundId: `back-${id}`, amountMinor: 50_000, currency: 'JPY' });
    const done = await Promise.allSettled([1, 2, 3, 4].map(refund));
    assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 2);
    assert.equal(bank.books().refunds.length, 2);
  });

  it('misbehaves the same way for the same seed, and otherwise for another', async () => {
    const run = async (seed: number) => {
      const { bank, provider, news } = await open({
        seed,
        confirm: 'auto',
        decline: 0.4,
        duplicate: 0.5,
        reorder: 0.3,
        forge: 0.2,
        lose: 0.2,
      });
      const outcomes: string[] = [];
      for (let at = 0; at < 30; at += 1)
        outcomes.push((await provider.start({ ...payment, paymentId: `p${at}` })).status);
      await bank.news.settled();
      return { outcomes: outcomes.join(), news: news.length };
    };
    const [one, same, other] = [await run(5), await run(5), await run(6)];
    assert.deepEqual(one, same);
    assert.notDeepEqual(one, other);
    assert.ok(one.outcomes.includes('failed') && one.outcomes.includes('succeeded'));
  });

  it('shows a page to pay on, asks as 3-D Secure does, and leads back', async () => {
    const { bank, provider, ask } = await open();
    const { ref, next } = await provider.start(payment);
    assert.equal(next.kind === 'redirect' && next.url, `https://edge.example/dev/bank/pay/${ref}`);
    const press = (decision: string) => ask(`/pay/${ref}`, { method: 'POST', body: new URLSearchParams({ decision }) });
    const page = await (await ask(`/pay/${ref}`)).text();
    assert.ok(page.includes('¥123,456') && page.includes('&lt;b&gt;Order') && !page.includes('<b>Order'));
    assert.match((await press('decline')).headers.get('location') ?? '', /\/pay\//);
    assert.match(await (await ask(`/pay/${ref}`)).text(), /role="alert">Your card was declined/);
    await press('challenge');
    assert.equal((await provider.read(ref))?.status, 'requires_action');
    assert.equal((await press('pay')).headers.get('location'), payment.returnUrl);
    assert.deepEqual([bank.find(ref)?.captured, (await provider.cancel(ref))?.status], [123456, 'succeeded']);
    await press('fail');
    assert.equal(bank.find(ref)?.status, 'succeeded');
  });

  it('opens its books and knobs to its secret alone', async () => {
    const { ask } = await open();
    for (const path of ['/v1/books', '/v1/knobs', '/v1/payments/x']) assert.equal((await ask(path)).status, 401);
    const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' };
    const turned = await ask('/v1/knobs', { method: 'PUT', headers, body: JSON.stringify({ seed: 9, decline: 1 }) });
    assert.deepEqual(((await turned.json()) as Knobs).decline, 1);
    const books = (await (await ask('/v1/books', { headers })).json()) as { charges: unknown[] };
    assert.deepEqual(books.charges, []);
  });

  it('is there only where somebody asks for it', () => {
    const ports = (variables: Record<string, string>) =>
      paymentPorts(readEnvironment(variables), { sealer: sealer(null) }).bank;
    assert.equal(readEnvironment({}).payments.bank, null);
    assert.equal(ports({}), null);
    assert.equal(ports({ TEST_BANK_URL: 'http://127.0.0.1:1/' })?.url, 'http://127.0.0.1:1');
    assert.equal(readEnvironment({ TEST_BANK: '1' }).payments.bank?.url, null);
  });
});
