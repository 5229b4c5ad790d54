/**
 * What a script of another version answers with, in place of a 404 that would stand in the console of a stranger's page.
 *
 * A preload hint only fetches it, and nothing happens. Imported, it means that the page's `vitrine.js` came out of a cache
 * that the server has moved on from: when the element is in the page and nothing defines it, a fresh script takes over,
 * once. A page whose elements already work is left alone.
 */
export const STALE_SCRIPT = `const [, base, name] = /^(.*\\/)assets\\/(?:~\\d+\\/)?(.+)-[\\w-]+\\.js/.exec(import.meta.url) ?? [];
const tag = 'vitrine-' + (name === 'core' ? 'store' : name);
const once = Symbol.for('vitrine-renewed');
const { vitrine } = window;
if (vitrine?.setup && !document[once] && !customElements.get(tag) && (name === 'core' || document.querySelector(tag))) {
  document[once] = true;
  window.vitrine = [];
  import(base + 'vitrine.js?' + Date.now());
}
export const cart = new Proxy({}, { get: (_, call) => async (...args) => window.vitrine.cart[call](...args) });
`;
