import { invalidRequest } from '../services/errors.ts';

/** The version that `If-Match` names, as `"3"`, `W/"3"` or `3`; undefined where any will do. Throws `invalid_request`. */
export function expectedVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = Number(/^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(version)) throw invalidRequest('If-Match', 'must name one version, such as "3"');
  return version;
}

/** The tag of a thing at a version. */
export const versionTag = (version: number): string => `"${version}"`;
