import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { formatAddress, headerText, MailRefused, readAddress, type OutgoingMail } from './port.ts';
import { resend } from './resend.ts';
import { smtp } from './smtp.node.ts';

const MAIL: OutgoingMail = {
  idempotencyKey: '01ABC',
  messageId: '<01ABC@shops.example>',
  from: { name: 'Halden', address: 'mail@shops.example' },
  to: 'ada@shop.example',
  replyTo: 'halden@shop.example',
  subject: 'Your order #1001',
  html: '<p>Thank you</p>',
  text: 'Thank you',
  headers: { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': '<https://shops.example/u>' },
};

describe('addresses and headers', () => {
  it('stay one line, whatever a shop is called', () => {
    assert.equal(headerText('A\r\nBcc: eve@shop.example'), 'A Bcc: eve@shop.example');
    assert.equal(
      formatAddress({ name: 'A" <eve@x.example>\r\n', address: 'a@b.example' }),
      '"A eve@x.example" <a@b.example>',
    );
    assert.deepEqual(readAddress('Shop <mail@shop.example>'), { name: 'Shop', address: 'mail@shop.example' });
    assert.deepEqual(readAddress('mail@shop.example'), { name: '', address: 'mail@shop.example' });
    for (const text of ['mail', 'a@b@c', 'a b@c.example', '<>', 'x <a@b.example> y'])
      assert.equal(readAddress(text), undefined);
  });
});

describe('Resend', () => {
  const answering = (status: number, body: unknown) => {
    const asked: { url: string; headers: Headers; body: Record<string, unknown> }[] = [];
    const ask = async (input: string | URL | Request, init?: RequestInit) => {
      asked.push({ url: String(input), headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) });
      return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
    };
    return { asked, provider: resend({ apiKey: 're_x', apiUrl: 'https://api.resend.test' }, ask as typeof fetch) };
  };

  it('is asked as its documents say, with a key by which it sends a repetition once', async () => {
    const { asked, provider } = answering(200, { id: '49a3999c-0ce1-4ea6-ab68-afcd6dc2e794' });
    assert.deepEqual(await provider.send(MAIL), { ref: '49a3999c-0ce1-4ea6-ab68-afcd6dc2e794' });
    const [{ url, headers, body }] = asked as [(typeof asked)[0]];
    assert.equal(url, 'https://api.resend.test/emails');
    assert.equal(headers.get('authorization'), 'Bearer re_x');
    assert.equal(headers.get('idempotency-key'), '01ABC');
    assert.deepEqual(body, {
      from: '"Halden" <mail@shops.example>',
      to: ['ada@shop.example'],
      reply_to: 'halden@shop.example',
      subject: MAIL.subject,
      html: MAIL.html,
      text: MAIL.text,
      headers: { ...MAIL.headers, 'Message-ID': MAIL.messageId },
    });
  });

  it('refuses a mail for good, or for now', async () => {
    const problem = { statusCode: 422, name: 'validation_error', message: 'Invalid `to` field.' };
    await assert.rejects(answering(422, problem).provider.send(MAIL), MailRefused);
    for (const status of [401, 409, 429, 500])
      await assert.rejects(
        answering(status, { name: 'rate_limit_exceeded', message: 'Too many' }).provider.send(MAIL),
        (error) => error instanceof Error && !(error instanceof MailRefused) && error.message.includes(String(status)),
      );
  });
});

describe('SMTP', () => {
  let server: Server;
  let received: string[];
  let reply: string;
  before(async () => {
    // As much of RFC 5321 as one client needs.
    server = createServer((socket) => {
      let data: string[] | null = null;
      const say = (line: string) => socket.write(`${line}\r\n`);
      say('220 test');
      let rest = '';
      socket.on('error', () => socket.destroy());
      socket.on('data', (chunk) => {
        const lines = (rest + chunk.toString()).split('\r\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          if (data && line === '.') {
            received.push(data.join('\n'));
            data = null;
            say('250 queued');
          } else if (data) data.push(line);
          else if (/^(?:EHLO|HELO)/.test(line)) say('250 test');
          else if (line.startsWith('RCPT')) say(reply);
          else if (line === 'DATA') {
            data = [];
            say('354 go on');
          } else if (line === 'QUIT') socket.end('221 bye\r\n');
          else say('250 ok');
        }
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  after(() => server.close());

  it('hands a mail over with its own Message-ID, and says which refusals are for good', async () => {
    const provider = smtp(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}?pool=false`);
    received = [];
    reply = '250 ok';
    await provider.send({ ...MAIL, subject: 'A\r\nBcc: eve@shop.example' });
    const [raw = ''] = received;
    assert.match(raw, /^Message-ID: <01ABC@shops\.example>$/im);
    assert.match(raw, /^List-Unsubscribe: <https:\/\/shops\.example\/u>$/m);
    assert.match(raw, /^Content-Type: multipart\/alternative/m);
    assert.doesNotMatch(raw, /^Bcc:/im);
    reply = '550 no such user';
    await assert.rejects(provider.send(MAIL), MailRefused);
    reply = '451 try later';
    await assert.rejects(provider.send(MAIL), (error) => !(error instanceof MailRefused));
  });
});
