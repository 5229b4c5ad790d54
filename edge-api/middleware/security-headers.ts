/** What an answer is served under, for headers that depend on it. */
export interface ServedUnder {
  /** Whether browsers reach us by https. */
  readonly https: boolean;
}

/** Two years are what browsers' preload lists ask for; a merchant's other subdomains are not ours to decide over. */
const HSTS = 'max-age=63072000';
/** Nothing: an answer that is read as a page anyway runs, loads and frames nothing. */
const CLOSED = `default-src 'none'; frame-ancestors 'none'`;
const NO_SENSORS = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/**
 * Completes an answer with the headers that everything we serve carries; what is there already was decided by whoever
 * knows more. Answers for pages of other origins say `cross-origin-resource-policy: cross-origin` themselves; all others
 * are for our own.
 */
export function completeHeaders(headers: Headers, { https }: ServedUnder): void {
  const complete = (name: string, value: string) => {
    if (!headers.has(name)) headers.set(name, value);
  };
  complete('x-content-type-options', 'nosniff');
  complete('referrer-policy', 'no-referrer');
  complete('cross-origin-resource-policy', 'same-origin');
  complete('content-security-policy', CLOSED);
  // For browsers that do not know `frame-ancestors`.
  const policy = headers.get('content-security-policy') ?? '';
  complete('x-frame-options', policy.includes(`frame-ancestors 'self'`) ? 'SAMEORIGIN' : 'DENY');
  if (headers.get('content-type')?.startsWith('text/html')) {
    complete('permissions-policy', NO_SENSORS);
    // Over plain http browsers ignore it and complain of it in every page.
    if (https) complete('cross-origin-opener-policy', 'same-origin');
  }
  if (https) complete('strict-transport-security', HSTS);
}

/** Whether browsers reach us by https: as configured, as a trusted proxy says, or as we see it ourselves. */
export const isHttps = (
  url: string,
  publicUrl: string | null,
  caller: { readonly forwardedProto: 'http' | 'https' | null } | undefined,
): boolean => (caller?.forwardedProto ?? new URL(publicUrl ?? url).protocol.replace(':', '')) === 'https';

/** The same answer, completed; some answers of a runtime cannot be changed. */
export function secured(response: Response, under: ServedUnder): Response {
  // An answer that switches protocols carries no page, and cannot be made again.
  if (response.status === 101) return response;
  const headers = new Headers(response.headers);
  completeHeaders(headers, under);
  return new Response(response.body, { status: response.status, headers });
}
