import assert from 'node:assert/strict';
import { it, mock } from 'node:test';
import { renewTheme } from './theme-news.ts';

/** As much of a link as is used here. */
class Link extends EventTarget {
  href: string;
  constructor(href: string) {
    super();
    this.href = href;
  }
  cloneNode(): Link {
    return new Link(this.href);
  }
  after(next: Link): void {
    links.splice(links.indexOf(this) + 1, 0, next);
  }
  remove(): void {
    links.splice(links.indexOf(this), 1);
  }
}

let links: Link[] = [];
Object.assign(globalThis, { document: { querySelectorAll: () => [...links] } });

/** A shop's address, and what its theme is called. */
function shop(handle: string) {
  const state = { mark: '01a.1', asked: [] as (RequestCache | undefined)[] };
  const base = `https://shop.test/v1/stores/${handle}`;
  mock.method(globalThis, 'fetch', async (url: string, { cache }: RequestInit = {}) => {
    state.asked.push(cache);
    assert.equal(url, `${base}/theme.css`);
    return new Response('', { headers: { etag: `W/"theme-${handle}-${state.mark}"` } });
  });
  return { base, state };
}

it('a page that links to the theme wears the next one once it is there, and asks little', async () => {
  const { base, state } = shop('ada-lamps');
  links = [
    new Link('https://other.test/theme.css'),
    new Link(`${base}/theme.css`),
    new Link(`${base}/theme.css?v=old`),
  ];
  const hrefs = () => links.map(({ href }) => href.replace(base, ''));
  const before = hrefs();
  await renewTheme(base);
  await renewTheme(base);
  assert.deepEqual([hrefs(), state.asked], [before, ['force-cache', 'no-cache']]);

  state.mark = '01b.1';
  await Promise.all([renewTheme(base), renewTheme(base)]);
  assert.deepEqual(hrefs(), [before[0], '/theme.css', '/theme.css?v=01b.1', '/theme.css?v=old']);
  links[2]!.dispatchEvent(new Event('load'));
  state.mark = '01b.2';
  await renewTheme(base);
  links[2]!.dispatchEvent(new Event('load'));
  assert.deepEqual(hrefs(), [before[0], '/theme.css?v=01b.2', '/theme.css?v=old']);
});

it('a page without the theme asks for nothing, and one whose shop does not answer stays as it is', async () => {
  const { base, state } = shop('bob');
  links = [];
  await renewTheme(base);
  assert.deepEqual(state.asked, []);
  links = [new Link(`${base}/theme.css`)];
  mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('No network.')));
  await renewTheme(base);
  assert.deepEqual(
    links.map(({ href }) => href),
    [`${base}/theme.css`],
  );
});
