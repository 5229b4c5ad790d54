const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char]!);

/**
 * A template of strings that makes these very bytes: every text and every value of an attribute is a value that is escaped. The
 * JSON for scripts is made anew by `stringify`, as any template would have to. Prices and sizes of pictures are there already.
 */
export function stringTemplate(whole: string): () => string {
  const [, before = whole, json, after = ''] =
    /^([^]*<script type="application\/json">)([^]*?)(<\/script>[^]*)$/.exec(whole) ?? [];
  const data: unknown = json === undefined ? undefined : JSON.parse(json);
  const html = before;
  const statics: string[] = [];
  const values: string[] = [];
  let at = 0;
  for (const { 0: found, index } of html.matchAll(/(?<==")[^"]+(?=")|(?<=>)[^<>]+(?=<)/g)) {
    statics.push(html.slice(at, index));
    values.push(found.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&quot;', '"'));
    at = index + found.length;
  }
  const rest = html.slice(at);
  return () => {
    let text = '';
    for (let index = 0; index < values.length; index++) text += statics[index]! + escape(values[index]!);
    return text + rest + (data === undefined ? '' : JSON.stringify(data).replaceAll('<', '\\u003c')) + after;
  };
}
