/** Names of the parameters that make a search; the order alone makes none. */
const SEARCHES = /^(q|collection|filter\..+)$/;

/** Whether the part of an address from its question mark on holds a search, whose parameters begin with `prefix`. */
export const inAddress = (search: string, prefix: string): boolean =>
  [...new URLSearchParams(search).keys()].some(
    (name) => name.startsWith(prefix) && SEARCHES.test(name.slice(prefix.length)),
  );
