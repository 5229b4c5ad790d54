import { join } from 'node:path';
import { createNode, fileAddress } from '../../../db/open.node.ts';
import type { BankPort } from '../../../payment-ports.ts';
import { BANK_PATH, bankApp } from './app.ts';
import { TestBank, type BankOptions } from './bank.ts';
import { BankLedger } from './ledger.ts';
import type { Send } from './news.ts';

/** A test bank of this process. */
export interface OpenBank {
  readonly bank: TestBank;
  /** How shops of this process reach it. */
  readonly port: BankPort;
  /** Answers what is for the bank; undefined for everything else. */
  fetch(request: Request): Promise<Response> | undefined;
  close(): Promise<void>;
}

/** Sends news over HTTP; whatever is answered other than 2xx is sent again. */
const overHttp: Send = async (url, body, headers) => {
  const response = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(10_000) });
  await response.body?.cancel();
  return response.ok;
};

/** Opens a test bank whose books are in a file, or without a folder in memory. */
export async function openTestBank({
  folder,
  ...options
}: Pick<BankOptions, 'secret' | 'knobs'> & { folder: string | null; send?: Send }): Promise<OpenBank> {
  const database = folder === null ? null : createNode(fileAddress(join(folder, 'test-bank.db')));
  const ledger = await BankLedger.open(database);
  const bank = new TestBank({ send: overHttp, now: Date.now, ...options, ledger });
  const app = bankApp(bank);
  const isBanks = (request: Request) => new URL(request.url).pathname.startsWith(`${BANK_PATH}/`);
  return {
    bank,
    port: { url: null, secret: options.secret, fetch: async (request) => app.fetch(request) },
    fetch: (request) => (isBanks(request) ? Promise.resolve(app.fetch(request)) : undefined),
    async close() {
      ledger.close();
    },
  };
}
