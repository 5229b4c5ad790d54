import DOMPurify from 'dompurify';
import { OWN, SHAPE_ATTRIBUTES, SHAPES, TAGS } from '../../sandbox/sanitize/allowed.ts';
import { HTML, SVG } from '../../sandbox/sanitize/namespaces.ts';
import type { Reader } from './reader.ts';
import { GLOBAL } from './sanitizer-config.ts';

/** What a page's policy is to name in `trusted-types`. */
const POLICY = 'vitrine';

interface Policy {
  createHTML(text: string): unknown;
  createScriptURL(address: string): unknown;
}

let policy: Policy | null | undefined;

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

const ATTRIBUTES = [...GLOBAL, ...Object.values(OWN).flatMap((names) => [...names]), ...SHAPE_ATTRIBUTES];

/** DOMPurify, told of the same lists as the browser's own Sanitizer. */
export const readByPurify: Reader = (html) => {
  const read = DOMPurify.sanitize(html, {
    TRUSTED_TYPES_POLICY: trusted() as never,
    RETURN_DOM_FRAGMENT: true,
    NAMESPACE: HTML,
    ALLOWED_NAMESPACES: [HTML, SVG],
    ALLOWED_TAGS: [...TAGS, ...SHAPES, '#text'],
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    // Of an address in these nothing is asked; the others are looked at as those of the server's cleaning are.
    ADD_URI_SAFE_ATTR: ATTRIBUTES.filter((name) => !/^(?:href|src|srcset)$/.test(name)),
    // Against what is written as text and read again, which this never is.
    SAFE_FOR_XML: false,
  }) as DocumentFragment | null;
  // Of nothing it makes null.
  return read ?? document.createDocumentFragment();
};
