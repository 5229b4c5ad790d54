/** The texts of a name's TXT records, each put together from its strings; none when the name or its records do not exist. */
export type ResolveTxt = (name: string) => Promise<readonly string[]>;

/** No answer: the resolver was not reached, was too slow, or could not say. It tells nothing about the name. */
export class ResolverError extends Error {
  override readonly name = 'ResolverError';
}

/** How long a question may take, in milliseconds. */
export const TIMEOUT_MS = 4000;
