const ADDRESS =
  /^((?:https?:\/\/[^/?#]+)?\/media\/([a-z0-9-]{1,63})\/([0-9a-f]{64}))\/\d+\.(?:avif|webp|jpg|png|gif)(?:[?#]|$)/;

/** A picture of a store's library, as an address names it. */
export interface MediaAddress {
  /** The store's. */
  readonly handle: string;
  /** SHA-256 of what was uploaded, hex. */
  readonly digest: string;
}

/** Reads an address of a picture in a library of this platform, whole or as a path; undefined for any other. */
export function readAddress(address: string): MediaAddress | undefined {
  const [, , handle, digest] = ADDRESS.exec(address) ?? [];
  return handle !== undefined && digest !== undefined ? { handle, digest } : undefined;
}

/** The same picture at a width, with `{width}` in place of its pixels, in WebP; undefined for any other address. */
export function sizedAddress(address: string): string | undefined {
  const [, picture] = ADDRESS.exec(address) ?? [];
  return picture === undefined ? undefined : `${picture}/{width}.webp`;
}
