import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestFacts } from '../../middleware/request-facts.ts';
import type { requestLog } from '../../request-log.ts';

/** Whether a request has more than one `Host`: who is in front of us may have believed the other one. */
export const namesTwoHosts = ({ rawHeaders }: { readonly rawHeaders: readonly string[] }): boolean =>
  rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length > 1;

const CALLER = /^(?:host|via|forwarded|x-real-ip|x-forwarded-.+)$/;

/** What proxies say of a socket's caller, and the host he asks for. */
export const forwardedOf = ({ headers }: IncomingMessage): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) =>
    CALLER.test(name) && typeof value === 'string' ? [[name, value]] : [],
  );

/** Tells of a request when its answer is delivered, and how many bytes that took. */
export function logWhenDelivered(outgoing: ServerResponse, logRequest: ReturnType<typeof requestLog>) {
  const started = performance.now();
  const before = outgoing.socket?.bytesWritten ?? 0;
  const { socket } = outgoing;
  return (facts: RequestFacts) =>
    void outgoing.once('close', () =>
      logRequest(facts, {
        ms: Math.round((performance.now() - started) * 10) / 10,
        bytes: (socket?.bytesWritten ?? before) - before,
        ...(outgoing.writableFinished ? {} : { aborted: true }),
      }),
    );
}
