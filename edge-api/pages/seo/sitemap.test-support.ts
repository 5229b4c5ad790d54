import assert from 'node:assert/strict';
import { SITEMAP_LIMITS } from './sitemap.ts';
import { childrenNamed, parseXml, textOf, type XmlElement } from './xml.test-support.ts';

/** The `<url>`s of a sitemap that keeps the rules of https://www.sitemaps.org/protocol.html, and of its image and language extensions. */
export function sitemapUrls(xml: string, origin: string): XmlElement[] {
  assert.ok(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>'));
  assert.ok(Buffer.byteLength(xml) <= SITEMAP_LIMITS.bytes);
  const root = parseXml(xml);
  assert.equal(root.name, 'urlset');
  assert.equal(root.attributes['xmlns'], 'http://www.sitemaps.org/schemas/sitemap/0.9');
  assert.ok(root.children.length <= SITEMAP_LIMITS.entries);
  for (const url of root.children) {
    assert.equal(url.name, 'url');
    const address = textOf(url, 'loc') ?? '';
    assert.ok(address.startsWith(`${origin}/`) && address.length < 2048 && /^[\x21-\x7e]+$/.test(address), address);
    assert.match(textOf(url, 'lastmod') ?? '2026-01-01', /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/);
    assert.ok(childrenNamed(url, 'image:image').length <= 1000);
    const known = ['loc', 'lastmod', 'image:image', 'xhtml:link'];
    assert.deepEqual(
      url.children.filter(({ name }) => !known.includes(name)),
      [],
    );
  }
  return root.children as XmlElement[];
}
