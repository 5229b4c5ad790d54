/** How long an answer may take, in milliseconds. */
const TIMEOUT_MS = 15_000;

/** What an address says of itself; undefined where it does not answer. */
export async function headersOf(
  url: string,
  how: { readonly method?: 'HEAD' | 'GET'; readonly cache?: RequestCache },
): Promise<Headers | undefined> {
  try {
    const response = await fetch(url, { ...how, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? response.headers : undefined;
  } catch {
    return undefined;
  }
}
