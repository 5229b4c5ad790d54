import assert from 'node:assert/strict';
import type { TestApi } from './api.test-support.ts';

/** A browser with cookies of its own, on the account pages of one store. */
export class Browser {
  readonly cookies = new Map<string, string>();
  private readonly api: TestApi;
  readonly base: string;
  private readonly headers: Record<string, string>;

  constructor(api: TestApi, handle: string, headers: Record<string, string> = {}) {
    this.api = api;
    this.base = `/stores/${handle}/account`;
    this.headers = headers;
  }

  private keep(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  private send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...this.headers, ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) };
    return this.api.request(path, { redirect: 'manual', ...init, headers });
  }

  /** Reads a page: a path below the account, or a whole one. */
  async get(path: string): Promise<Response> {
    return this.keep(await this.send(path.startsWith('/stores/') ? path : `${this.base}${path}`, {}));
  }

  /** Fills in the form of a page and sends it, as a browser does. */
  async submit(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
    from = path,
  ): Promise<Response> {
    const text = await (await this.get(from)).text();
    const token = /name="form_token" value="([^"]*)"/.exec(text)?.[1] ?? '';
    const target = `${this.base}${path.split('?')[0]}`;
    return this.post(target, { form_token: token, ...fields }, headers);
  }

  /** Posts a form to a whole path, and nothing else. */
  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const origin = await this.origin();
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin, ...headers },
      body: new URLSearchParams(fields).toString(),
    };
    return this.keep(await this.send(path, init));
  }

  /** The origin these pages are under. */
  async origin(): Promise<string> {
    // Only a server of its own says where it is.
    const { url } = await this.api.request('/healthz');
    return url ? new URL(url).origin : 'http://shop.test';
  }
}

/** The address in the newest mail of a kind to somebody: still waiting to be written, or written and kept. */
function linkOf(api: TestApi, handle: string, type: string, email: string): Promise<string | undefined> {
  return api.inspect(handle, async (db) => {
    const [waiting] = await db.all(
      `SELECT json_extract(payload, '$.link') AS link FROM outbox WHERE json_extract(payload, '$.type') = ?
         AND json_extract(payload, '$.email') = ? AND json_extract(payload, '$.link') IS NOT NULL ORDER BY id DESC`,
      [type, email],
    );
    const [written] = await db.all('SELECT text FROM messages WHERE kind = ? AND recipient = ? ORDER BY id DESC', [
      type.replace('customer.', ''),
      email,
    ]);
    const found = waiting?.['link'] ?? /https?:\/\/\S+\/account\/\S+/.exec(String(written?.['text'] ?? ''))?.[0];
    return found === undefined || found === null ? undefined : String(found);
  });
}

/** The path of that address below the account, once it is there. */
export async function mailedPath(api: TestApi, handle: string, type: string, email: string): Promise<string> {
  for (let round = 0; round < 400; round += 1) {
    const link = await linkOf(api, handle, type, email);
    if (link) {
      const url = new URL(link);
      return `${url.pathname}${url.search}`.replace(/^\/stores\/[^/]+\/account/, '');
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return assert.fail(`no ${type} to ${email}`);
}

export const PASSWORD = 'a quiet green teapot';

/** Makes an account and proves it; the browser is signed in then. */
export async function signUp(
  api: TestApi,
  browser: Browser,
  handle: string,
  email: string,
  name = 'Ada Byron',
): Promise<void> {
  await browser.submit('/sign-up', { name, email, password: PASSWORD });
  const path = await mailedPath(api, handle, 'customer.verify_email', email);
  const token = new URLSearchParams(path.split('?')[1]).get('token')!;
  const response = await browser.submit('/verify', { token, password: PASSWORD }, {}, path);
  assert.equal(response.status, 303, await response.text());
}

/** Signs in by a mail's link, which makes an account where there is none: without a password, and without the time one takes. */
export async function signInByLink(api: TestApi, browser: Browser, handle: string, email: string): Promise<void> {
  await browser.get('/mail-link');
  await browser.submit('/mail-link', { email });
  const path = await mailedPath(api, handle, 'customer.sign_in_link', email);
  const token = /name="token" value="([^"]*)"/.exec(await (await browser.get(path)).text())?.[1] ?? '';
  assert.equal((await browser.submit('/link', { token }, {}, path)).status, 303);
}
