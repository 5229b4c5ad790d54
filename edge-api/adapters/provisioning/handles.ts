/** Host names and paths that are, or may become, the platform's own. */
const RESERVED = new Set(
  `admin api app assets cdn checkout console dashboard docs ftp healthz imap localhost mail media metrics mx ns1 ns2
   platform pop readyz runtime smtp static status v1 vitrine webhooks www`.split(/\s+/),
);

/** What is wrong with a store's handle, or undefined: it becomes a host name, a file name and a part of URLs. */
export function handleProblem(handle: string): string | undefined {
  if (handle.length === 0 || handle.length > 63) return 'A handle has 1 to 63 characters.';
  if (!/^[a-z0-9-]+$/.test(handle)) return 'A handle is lower case letters a to z, digits and dashes.';
  if (handle.startsWith('-') || handle.endsWith('-')) return 'A handle neither begins nor ends with a dash.';
  // Such labels are reserved for encoded international names, and browsers would show them as something else.
  if (handle.slice(2, 4) === '--') return 'A handle has no two dashes in the third and fourth place.';
  if (RESERVED.has(handle)) return `The handle "${handle}" is kept for the platform.`;
  return undefined;
}
