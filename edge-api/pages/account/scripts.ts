/** Gives the page that opened this window its code, and closes the window. The rest of the page works without. */
export const HAND_OVER_JS = `(() => {
  const { origin, code, state } = document.querySelector('[data-code]').dataset;
  if (window.opener && !window.opener.closed) {
    window.opener.postMessage({ type: 'vitrine-account-code', code, state }, origin);
    setTimeout(() => window.close(), 150);
  }
})();
`;

/** Gives the page that opened this window the address that was chosen, and closes the window. */
export const CHOSEN_ADDRESS_JS = `(() => {
  const shown = document.querySelector('[data-address]');
  const { origin, state, address, done } = shown.dataset;
  if (window.opener && !window.opener.closed) {
    window.opener.postMessage({ type: 'vitrine-account-address', state, address: JSON.parse(address) }, origin);
    shown.textContent = done;
    setTimeout(() => window.close(), 150);
  }
})();
`;

/**
 * Takes no press on a page that has only just come up or to the front. Another page can open this one, or close what covers
 * it, on the first click of a double click, whose second click then falls on a button here: the shopper's word, given to
 * what he has not seen. A press too early begins the wait again, so that many clicks are of no use either.
 */
export const UNHURRIED_JS = `(() => {
  const WAIT_MS = 500;
  const root = document.documentElement;
  let since = 0;
  let timer;
  let wasEarly = false;
  const wait = () => {
    since = performance.now();
    root.toggleAttribute('data-early', true);
    clearTimeout(timer);
    timer = setTimeout(() => root.toggleAttribute('data-early', false), WAIT_MS);
  };
  const isEarly = () => !document.hasFocus() || performance.now() - since < WAIT_MS;
  // Held down long enough, a press that began too early would end in time.
  const press = () => {
    wasEarly = isEarly();
  };
  wait();
  for (const seen of ['DOMContentLoaded', 'pageshow', 'focus', 'visibilitychange']) window.addEventListener(seen, wait);
  for (const begun of ['pointerdown', 'keydown']) window.addEventListener(begun, press, true);
  window.addEventListener('submit', (event) => {
    if (!wasEarly && !isEarly()) return;
    event.preventDefault();
    wasEarly = false;
    wait();
  }, true);
})();
`;

/** Passkeys: shows what the browser can do, and carries the answers of its ceremonies to the form they belong to. */
export const PASSKEYS_JS = `(() => {
  if (!window.PublicKeyCredential) return;
  const toBytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const keys = (list) => (list || []).map((key) => ({ ...key, id: toBytes(key.id) }));
  const read = (options) => ({
    ...options,
    challenge: toBytes(options.challenge),
    ...(options.user ? { user: { ...options.user, id: toBytes(options.user.id) } } : {}),
    ...(options.excludeCredentials ? { excludeCredentials: keys(options.excludeCredentials) } : {}),
    ...(options.allowCredentials ? { allowCredentials: keys(options.allowCredentials) } : {}),
  });
  const write = (credential) => {
    const { response } = credential;
    const shown = { clientDataJSON: toText(response.clientDataJSON) };
    for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle'])
      if (response[name]) shown[name] = toText(response[name]);
    if (response.getTransports) shown.transports = response.getTransports();
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      clientExtensionResults: credential.getClientExtensionResults(),
      authenticatorAttachment: credential.authenticatorAttachment || undefined,
      response: shown,
    };
  };
  const ask = async (form) => {
    const answer = await fetch(form.dataset.options, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok) throw new Error('refused');
    return read(await answer.json());
  };
  const failed = (form) => form.querySelector('.error')?.removeAttribute('hidden');
  const send = (form, credential) => {
    form.elements.answer.value = JSON.stringify(write(credential));
    form.submit();
  };
  let waiting;
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    const isNew = form.dataset.passkey === 'new';
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      try {
        waiting?.abort();
        const publicKey = await ask(form);
        send(form, await (isNew ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey })));
      } catch (error) {
        if (error.name !== 'NotAllowedError' && error.name !== 'AbortError') failed(form);
      }
    });
    if (!isNew && PublicKeyCredential.isConditionalMediationAvailable)
      PublicKeyCredential.isConditionalMediationAvailable().then(async (can) => {
        if (!can) return;
        try {
          waiting = new AbortController();
          const publicKey = await ask(form);
          send(form, await navigator.credentials.get({ publicKey, mediation: 'conditional', signal: waiting.signal }));
        } catch {}
      });
  }
})();
`;
