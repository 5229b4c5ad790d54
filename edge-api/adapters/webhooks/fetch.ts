import { addressRefusal, type GuardRules } from './address-guard.ts';
import { AddressRefused, CALL_MS, MOST_BYTES, retryAfterOf, snippetOf, type WebhookCaller } from './port.ts';

async function beginning(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
      if (bytes >= MOST_BYTES) break;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return text;
}

/** Calls by `fetch`, for Workers: Cloudflare's network reaches no private one, so that the address itself is all there is to check. */
export function fetchCaller(rules: GuardRules, now: () => number): WebhookCaller {
  return {
    refusal: (url) => addressRefusal(url, rules),
    async post(url, headers, body) {
      const refused = addressRefusal(url, rules);
      if (refused) throw new AddressRefused(`The address ${refused}.`);
      const signal = AbortSignal.timeout(CALL_MS);
      const response = await fetch(url, { method: 'POST', headers: { ...headers }, body, redirect: 'manual', signal });
      const retryAfterS = retryAfterOf(response.headers.get('retry-after'), now());
      return { status: response.status, snippet: snippetOf(await beginning(response).catch(() => '')), retryAfterS };
    },
  };
}
