import { Resolver } from 'node:dns/promises';
import { type ResolveTxt, ResolverError, TIMEOUT_MS } from './port.ts';

/** Answers that mean there is nothing, rather than that nobody knows. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks the resolvers of this machine, or those named as `address:port`. */
export function systemResolver(servers?: readonly string[], timeoutMs = TIMEOUT_MS): ResolveTxt {
  return async (name) => {
    // One for each question: a resolver that was slow once keeps its others waiting.
    const resolver = new Resolver({ timeout: Math.ceil(timeoutMs / 2), tries: 2 });
    if (servers) resolver.setServers(servers);
    try {
      return (await resolver.resolveTxt(name)).map((strings) => strings.join(''));
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && NOTHING.has(String(cause.code))) return [];
      throw new ResolverError(`The resolver did not answer about ${name}.`, { cause });
    }
  };
}
