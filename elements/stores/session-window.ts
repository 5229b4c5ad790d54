/** What one sign-in is known by: `state` comes back with the code, `verifier` never leaves this page until then. */
export interface SignInSecret {
  readonly state: string;
  readonly verifier: string;
  /** SHA-256 of the verifier, hex. */
  readonly challenge: string;
  /** Keeps it for the page this sign-in leads back to. */
  keep(): void;
}

const random = (): string =>
  [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(36).padStart(2, '0')).join('');
const keyOf = (base: string): string => `vitrine-sign-in ${base}`;

/** Makes the secret of the next sign-in. Rejects where the browser keeps hashing from pages, as without HTTPS. */
export async function makeSecret(base: string): Promise<SignInSecret> {
  const [state, verifier] = [random(), random()];
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const challenge = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const keep = () => {
    try {
      sessionStorage.setItem(keyOf(base), JSON.stringify({ state, verifier, challenge }));
    } catch {
      // The page it leads back to will say that nobody is signed in.
    }
  };
  return { state, verifier, challenge, keep };
}

/** The code a sign-in has led back with, once: what stands in the address is taken out of it. */
export function returnedCode(base: string): { readonly code: string; readonly secret: SignInSecret } | undefined {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const code = parameters.get('vitrine_code');
  if (!code) return undefined;
  let kept: string | null = null;
  try {
    kept = sessionStorage.getItem(keyOf(base));
    const secret = JSON.parse(kept ?? 'null') as SignInSecret | null;
    if (!secret || secret.state !== parameters.get('vitrine_state')) return undefined;
    sessionStorage.removeItem(keyOf(base));
    history.replaceState(history.state, '', location.pathname + location.search);
    return { code, secret };
  } catch {
    return undefined;
  }
}

/** A small window in the middle of the screen; a tab of its own on a phone. */
export function popupFeatures(): string {
  const [width, height] = [460, 720];
  const left = Math.round(window.screenX + (window.outerWidth - width) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - height) / 3);
  return `popup,width=${width},height=${height},left=${Math.max(0, left)},top=${Math.max(0, top)}`;
}
