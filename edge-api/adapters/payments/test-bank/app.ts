import { Hono } from 'hono';
import type { BankAnswer, Decision, TestBank } from './bank.ts';
import { BeginAtBank, RefundAtBank } from './bank.ts';
import { bankPage, goneBankPage } from './pages.ts';

/** Where the bank is in a server of ours. */
export const BANK_PATH = '/dev/bank';

const DECISIONS: readonly Decision[] = ['pay', 'challenge', 'decline', 'fail'];

/** What an answer that was lost on the way fails with. */
export const LOST_ANSWER = 'The answer was lost.';

/** Begins, and breaks off before the end. */
const lostAnswer = () =>
  new Response(new ReadableStream({ start: (stream) => stream.error(new Error(LOST_ANSWER)) }), {
    status: 200,
    headers: { 'content-type': 'application/json' },
  });

/** Pages sent back to come from anywhere: only what a browser opens as a page is followed. */
const isPage = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/**
 * The bank as a server: an API for shops under `/v1`, behind its secret, and pages where a shopper pays. Nothing of it
 * exists unless a test or a developer asks for it.
 */
export function bankApp(bank: TestBank): Hono {
  const app = new Hono().basePath(BANK_PATH);

  app.use('/v1/*', async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${bank.secret}`)
      return c.json({ error: { code: 'unauthorized', message: 'This needs the secret of the bank.' } }, 401);
    return next();
  });

  /** Answers as the knobs have it: late, or never. */
  const moody = async (work: () => Promise<BankAnswer>): Promise<Response> => {
    const { waitMs, lose } = bank.mood();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const { status, body } = await work();
    return lose ? lostAnswer() : Response.json(body, { status });
  };
  const keyOf = (header: string | undefined): string => header ?? crypto.randomUUID();

  app.post('/v1/payments', async (c) => {
    const wish = BeginAtBank.safeParse(await c.req.json());
    if (!wish.success) return c.json({ error: { code: 'invalid', message: wish.error.message } }, 400);
    const { origin } = new URL(c.req.url);
    const key = keyOf(c.req.header('idempotency-key'));
    return moody(() => bank.begin(key, wish.data, (id) => `${origin}${BANK_PATH}/pay/${id}`));
  });
  app.get('/v1/payments/:id', (c) =>
    moody(async () => {
      const payment = bank.find(c.req.param('id'));
      return payment ? { status: 200, body: payment } : { status: 404, body: { error: { code: 'not_found' } } };
    }),
  );
  app.post('/v1/payments/:id/cancel', (c) => moody(() => bank.cancel(c.req.param('id'))));
  app.post('/v1/refunds', async (c) => {
    const wish = RefundAtBank.safeParse(await c.req.json());
    if (!wish.success) return c.json({ error: { code: 'invalid', message: wish.error.message } }, 400);
    return moody(() => bank.refund(keyOf(c.req.header('idempotency-key')), wish.data));
  });
  app.get('/v1/refunds/:id', (c) =>
    moody(async () => {
      const refund = bank.findRefund(c.req.param('id'));
      return refund ? { status: 200, body: refund } : { status: 404, body: { error: { code: 'not_found' } } };
    }),
  );

  // For tests: what it has done, how it behaves, what a shopper would decide.
  app.get('/v1/books', (c) => c.json(bank.books()));
  app.get('/v1/knobs', (c) => c.json(bank.knobs));
  app.put('/v1/knobs', async (c) => c.json(bank.turn(await c.req.json())));
  app.post('/v1/settle', async (c) => {
    await bank.news.settled();
    return c.json({ settled: true });
  });
  app.post('/v1/payments/:id/:decision', async (c) => {
    const decision = DECISIONS.find((one) => one === c.req.param('decision'));
    const payment = decision && (await bank.decide(c.req.param('id'), decision));
    return payment ? c.json(payment) : c.json({ error: { code: 'not_found' } }, 404);
  });

  const headers = (returnUrl: string) => ({
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action 'self' ${
      isPage(returnUrl) ? new URL(returnUrl).origin : ''
    }`,
  });
  app.get('/pay/:id', (c) => {
    const payment = bank.find(c.req.param('id'));
    if (!payment) return c.html(goneBankPage(), 404, headers(''));
    return c.html(bankPage(payment), 200, headers(payment.return_url));
  });
  app.post('/pay/:id', async (c) => {
    const form = await c.req.parseBody();
    const decision = DECISIONS.find((one) => one === form['decision']);
    const payment = bank.find(c.req.param('id'));
    if (!payment) return c.html(goneBankPage(), 404, headers(''));
    const after = decision ? await bank.decide(payment.id, decision) : payment;
    const stays = decision === 'challenge' || decision === 'decline' || !isPage(payment.return_url);
    return c.redirect(stays && after ? after.page : payment.return_url, 303);
  });
  return app;
}
