/** What browsers with Trusted Types take for HTML; TypeScript's library does not know it yet. */
interface Policies {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): unknown };
}

let policy: ReturnType<Policies['createPolicy']> | undefined;

/** The one policy of the editor, which a page's `trusted-types` has to name. */
export const POLICY = 'vitrine-block-editor';

/** Our skeleton, and the cleaned HTML of blocks, as browsers want it that ask for proof. */
export function markup(html: string): unknown {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  if (!trustedTypes) return html;
  policy ??= trustedTypes.createPolicy(POLICY, { createHTML: (given) => given });
  return policy.createHTML(html);
}
