import DOMPurify from 'dompurify';
import type { flatLists } from './lists.ts';

/** What a page's policy is to name in `trusted-types`. */
const POLICY = 'vitrine';

interface Policy {
  createHTML(text: string): unknown;
  createScriptURL(address: string): unknown;
}

let policy: Policy | undefined;

/** The policy by which what DOMPurify is about to read counts as cleaned; null in browsers without Trusted Types. Throws where the page forbids it. */
function trusted(): Policy | null {
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
  };
  policy ??= trustedTypes?.createPolicy(POLICY, {
    createHTML: (text) => text,
    createScriptURL: () => {
      throw new TypeError('A block has no scripts.');
    },
  });
  return policy ?? null;
}

/** DOMPurify, told of the same lists as the browser's own Sanitizer. What it answers belongs to no page yet. */
export function readByPurify(html: string, lists: ReturnType<typeof flatLists>): DocumentFragment {
  const { namespaces, tags, attributes } = lists;
  const read = DOMPurify.sanitize(html, {
    TRUSTED_TYPES_POLICY: trusted() as never,
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_NAMESPACES: namespaces,
    ALLOWED_TAGS: [...tags, '#text'],
    ALLOWED_ATTR: attributes,
    ALLOW_DATA_ATTR: false,
    // Of an address in these nothing is asked; the others are looked at as those of the server's cleaning are.
    ADD_URI_SAFE_ATTR: attributes.filter((name) => !/^(?:href|src|srcset)$/.test(name)),
    // Against what is written as text and read again, which this never is.
    SAFE_FOR_XML: false,
  }) as DocumentFragment | null;
  // Of nothing it makes null.
  return read ?? document.createDocumentFragment();
}
