import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { addressRefusal, mayCall, type GuardRules } from './address-guard.ts';
import { AddressRefused, CALL_MS, MOST_BYTES, retryAfterOf, snippetOf, type WebhookCaller } from './port.ts';

/** Finds the addresses of a name. */
export type Lookup = (name: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

const system: Lookup = (name, done) => systemLookup(name, { all: true, verbatim: true }, done);

/**
 * The addresses of a name that may be called. It is what the socket itself asks, so that no second answer of a name server
 * can come between the check and the call.
 */
const guarded =
  (rules: GuardRules, lookup: Lookup): LookupFunction =>
  (name, { all }, done) =>
    lookup(name, (error, addresses) => {
      const open = addresses?.filter(({ address }) => mayCall(address, rules, name)) ?? [];
      const [first] = open;
      // One closed address among them is enough: which one is called is chance.
      if (error || !first || open.length < addresses.length)
        return done(error ?? new AddressRefused(`${name} does not lead to the public internet.`), '', 4);
      return all ? done(null, open) : done(null, first.address, first.family);
    });

async function beginning(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response) {
    text += chunk as string;
    if (text.length >= MOST_BYTES) break;
  }
  return text;
}

/** Calls by a socket whose address was checked when it connected. Redirects are answers, and nothing is kept open. */
export function socketCaller(rules: GuardRules, now: () => number, lookup: Lookup = system): WebhookCaller {
  return {
    refusal: (url) => addressRefusal(url, rules),
    async post(url, headers, body) {
      const refused = addressRefusal(url, rules);
      if (refused) throw new AddressRefused(`The address ${refused}.`);
      const signal = AbortSignal.timeout(CALL_MS);
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const target = new URL(url);
        const request = target.protocol === 'http:' ? httpRequest : httpsRequest;
        const options = {
          method: 'POST',
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          lookup: guarded(rules, lookup),
          agent: false as const,
          signal,
        };
        request(target, options, resolve).on('error', reject).end(body);
      });
      try {
        const retryAfterS = retryAfterOf(response.headers['retry-after'], now());
        return { status: response.statusCode ?? 0, snippet: snippetOf(await beginning(response)), retryAfterS };
      } finally {
        response.destroy();
      }
    },
  };
}
