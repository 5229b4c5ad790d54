import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import { after } from 'node:test';
import { createAdaptorServer } from '@hono/node-server';
import type { TestBank } from '../adapters/payments/test-bank/bank.ts';
import { openTestBank } from '../adapters/payments/test-bank/open.node.ts';

/** What a bank has told a shop. */
interface News {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** Serves a test bank on a free port of this machine: what it takes, what it tells, and the variables of a shop that uses it. */
export async function serveBank(secret: string): Promise<{
  bank: TestBank;
  news: News[];
  variables: { TEST_BANK_URL: string; TEST_BANK_SECRET: string };
}> {
  const news: News[] = [];
  const open = await openTestBank({
    folder: null,
    secret,
    send: async (url, body, headers) => {
      news.push({ path: new URL(url).pathname, body, headers });
      return true;
    },
  });
  const fetch = (request: Request) => open.fetch(request) ?? new Response(null, { status: 404 });
  const server = createAdaptorServer({ fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(async () => {
    server.closeAllConnections();
    server.close();
    await open.close();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  const variables = { TEST_BANK_URL: `http://127.0.0.1:${address.port}`, TEST_BANK_SECRET: secret };
  return { bank: open.bank, news, variables };
}
