/**
 * Names of the parameters that make a search, without the prefix; the order alone makes none. Other filters are the page's own.
 */
export const SEARCHES =
  /^(q|collection|filter\.(vendor|type|tag|collection|available|price\.(min|max)|option\..{1,100}|metafield\.[^.]{1,100}\.[^.].{0,99}))$/su;

/** Whether the part of an address from its question mark on holds a search, whose parameters begin with `prefix`. */
export const inAddress = (search: string, prefix: string): boolean =>
  [...new URLSearchParams(search).keys()].some(
    (name) => name.startsWith(prefix) && SEARCHES.test(name.slice(prefix.length)),
  );
