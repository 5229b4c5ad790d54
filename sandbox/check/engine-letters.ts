/**
 * Letters that names may have by the Unicode of the parser and not by that of the engine, which is 16: code points in hexadecimal.
 * `sandbox/fuzz/fuzz.test.ts` holds the two together.
 */
const NEWER = `
558 58b-58c 5c8-5c9 b53-b54 1ade-1adf 1aec-1af0 208f 209d-209f a7dd a7e2 ab6c-ab6d 107bb-107bf 10ecb-10ecf 10ed9-10eee
10ef0-10ef9 11b0a 11df0-11df1 1246f 12475-1247f 12550-12686 18cd6-18cda 18d1f-18d20 18e00-19191 191a0-191d2 1b123-1b128
1b168 1d127-1d128 1d250-1d252 1d25b-1d25c 1d25f 1d280-1d281 1d6a6 1df1f-1df24 1df2b-1df81 1df90-1df96 1dfcd-1dfff 2b81e
3d000-3fc3f`;

const sets = NEWER.trim()
  .split(/\s+/)
  .map((range) => range.replaceAll(/[\da-f]+/g, (code) => `\\u{${code}}`));

/** Finds a letter that the engine does not know. */
export const NEWER_LETTER = new RegExp(`[${sets.join('')}]`, 'u');
