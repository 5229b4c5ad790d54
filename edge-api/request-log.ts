import type { Log } from './log.ts';
import type { RequestFacts } from './middleware/request-facts.ts';

/** Which requests get a line: every one, those that were refused or failed, or none. */
export type LoggedRequests = 'all' | 'errors' | 'none';

/** What the runtime knows besides. */
export interface Delivery {
  /** Bytes on the wire, head and body; left out where nobody counts them. */
  readonly bytes?: number;
  /** Until the answer was delivered, or its reader was gone. */
  readonly ms?: number;
  /** The reader left before the end. */
  readonly aborted?: boolean;
}

/** Asked every few seconds by machines; a line each would be most of the log. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics']);

/** Writes one line for a request: an error when we failed, else news. */
export function requestLog(log: Log, which: LoggedRequests): (facts: RequestFacts, delivery?: Delivery) => void {
  return (facts, delivery = {}) => {
    const { status, route } = facts;
    if (which === 'none' || (which === 'errors' && status < 400)) return;
    if (PROBES.has(route) && status < 400) return;
    log(status >= 500 ? 'error' : 'info', 'request', { ...facts, ...delivery });
  };
}
