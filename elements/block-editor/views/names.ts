/** How blocks may be called, as the API has it. */
export const NAME = /^[a-z](?:[a-z0-9]|-(?!-)){0,58}[a-z0-9]$/;

/** A name made of a title: “Summer offers” is `summer-offers`. */
export const nameOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-\d]+|-+$/g, '')
    .slice(0, 58)
    .replace(/-+$/, '');

/** A name that no block has yet: of `offers` the next is `offers-2`. */
export function freeName(title: string, taken: readonly string[]): string {
  const name = nameOf(title) || 'block';
  const base = name.length < 2 ? `${name}-block` : name;
  for (let at = 1; ; at++) {
    const free = at === 1 ? base : `${base.slice(0, 54)}-${at}`;
    if (!taken.includes(free)) return free;
  }
}
