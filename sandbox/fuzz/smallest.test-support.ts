/**
 * The smallest text that still does the same: pieces are taken out as long as that goes, first large ones, then single characters.
 * At most `tries` texts are looked at.
 */
export async function smallest(
  text: string,
  doesSame: (text: string) => Promise<boolean>,
  tries = 600,
): Promise<string> {
  let least = text;
  let left = tries;
  for (let size = Math.ceil(least.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < least.length && left > 0;) {
      const without = least.slice(0, at) + least.slice(at + size);
      left--;
      if (await doesSame(without)) least = without;
      else at += size;
    }
  }
  return least;
}
