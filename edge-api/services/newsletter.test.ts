import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { type Post, postOf } from '../outgoing.test-support.ts';
import { startApi } from '../routes/api.test-support.ts';
import { ApiError } from './errors.ts';

const DAY = 86_400_000;
const api = await startApi();
let post: Post;
let made = 0;
let email: string;

before(async () => {
  await api.store('ada', { locale: 'en' });
  post = await postOf(api, 'ada');
});
beforeEach(() => {
  email = `reader${(made += 1)}@shop.example`;
  post.mails.length = 0;
});

const ask = (address: string | null = null, locale = 'en') =>
  post.use(async ({ newsletter, outbox }) => {
    await newsletter.ask({ email, words: 'Once a month.', page: '', locale, website: '' }, address);
    await outbox.drain();
  });
const tokenIn = (text: string | undefined) => /\/([\w-]{32})\?lang=/.exec(text ?? '')?.[1] ?? '';
const confirm = (token: string) =>
  post.use(async ({ newsletter, outbox }) => {
    const good = await newsletter.confirm(token);
    await outbox.drain();
    return good;
  });
const rows = <Row>(sql: string, ...args: string[]) =>
  api.inspect('ada', async (db) => (await db.all(sql, args)) as Row[]);
const statusOf = async () =>
  (await rows<{ status: string }>('SELECT status FROM newsletter_subscribers WHERE email = ?', email))[0]?.status;

describe('a subscriber', () => {
  it('is asked in the language of the page, and welcomed with a way out by one click', async () => {
    await ask(null, 'ar');
    assert.match(post.mails[0]!.subject, /هل تريد/);
    assert.equal(post.mails[0]!.headers['List-Unsubscribe'], undefined);
    assert.equal(await confirm(tokenIn(post.mails[0]?.text)), true);
    const { headers, html } = post.mails[1]!;
    assert.match(headers['List-Unsubscribe'] ?? '', /^<http.*\/unsubscribe\/ada\/[\w-]{32}>$/);
    assert.equal(headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click');
    assert.match(html, /\/unsubscribe\/ada\//);
  });

  it('who is confirmed gets no second mail for asking again', async () => {
    await ask();
    await confirm(tokenIn(post.mails[0]?.text));
    const before = post.mails.length;
    await ask();
    assert.equal(post.mails.length, before);
    assert.equal(await statusOf(), 'confirmed');
  });

  it('who did not confirm within thirty days is forgotten, and the link with it', async () => {
    await ask();
    const token = tokenIn(post.mails[0]?.text);
    const then = post.ms;
    post.ms += 30 * DAY;
    assert.equal(await confirm(token), false);
    assert.equal(await post.use(({ newsletter }) => newsletter.expire(100)), 1);
    assert.equal(await statusOf(), undefined);
    post.ms = then;
  });

  it('gets no more than a few mails however often somebody types the address', async () => {
    for (let time = 0; time < 6; time += 1) await ask();
    assert.ok(post.mails.length <= 3, `${post.mails.length} mails`);
  });

  it('is told to the merchant’s systems with the words, and the way out', async () => {
    await post.use(({ webhooks }) =>
      webhooks.add({ url: 'https://hooks.example.com/in', description: '', eventTypes: ['newsletter.confirmed'] }),
    );
    await ask();
    await confirm(tokenIn(post.mails[0]?.text));
    const [{ payload } = { payload: '{}' }] = await rows<{ payload: string }>(
      `SELECT payload FROM webhook_events WHERE type = 'newsletter.confirmed' AND instr(payload, ?) > 0`,
      email,
    );
    const { data } = JSON.parse(payload) as { data: Record<string, string> };
    assert.deepEqual([data['email'], data['words']], [email, 'Once a month.']);
    assert.match(data['unsubscribeUrl'] ?? '', /\/unsubscribe\/ada\//);
  });

  it('who is a customer has agreed to news with it, and takes both back at once', async () => {
    const id = await post.use(async ({ customers }) => {
      const made = await customers.create({ email, name: 'Eve', phone: '', tags: [] });
      return made.customer.id;
    });
    await ask();
    await confirm(tokenIn(post.mails[0]?.text));
    const agreed = await post.use(({ customers }) => customers.read(id));
    assert.equal(agreed.customer.marketing, true);
    assert.deepEqual(
      agreed.consents.map(({ source, textVersion }) => [source, textVersion]),
      [['newsletter', 'newsletter-1']],
    );
    post.ms += 1000;
    await post.use(({ customers }) => customers.consent(id, false, { source: 'account', locale: 'en' }));
    assert.equal(await statusOf(), 'left');
    const told = await rows(
      `SELECT 1 FROM outbox WHERE payload ->> 'type' = 'newsletter.left' AND payload ->> 'email' = ?`,
      email,
    );
    assert.equal(told.length, 1);
  });

  it('who leaves takes the customer’s yes to news back', async () => {
    const id = await post.use(
      async ({ customers }) => (await customers.create({ email, name: 'Eve', phone: '', tags: [] })).customer.id,
    );
    await ask();
    await confirm(tokenIn(post.mails[0]?.text));
    const [, token = ''] = /unsubscribe\/ada\/([\w-]{32})/.exec(post.mails[1]?.text ?? '') ?? [];
    post.ms += 1000;
    assert.equal(await post.use(({ newsletter }) => newsletter.leave(token)), true);
    assert.equal(await statusOf(), 'left');
    assert.equal((await post.use(({ customers }) => customers.read(id))).customer.marketing, false);
  });
});

describe('whoever asks for many', () => {
  it('is told to wait, by the address he asks from', async () => {
    for (let time = 0; time < 9; time += 1) {
      email = `many${time}@shop.example`;
      await ask('192.0.2.7');
    }
    const more = async () => {
      for (let time = 0; time < 3; time += 1) await ask('192.0.2.7');
    };
    await assert.rejects(more, (error) => error instanceof ApiError && error.code === 'rate_limited');
  });
});
