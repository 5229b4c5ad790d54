import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redirectPath } from '../contract/pages.ts';
import { redirectService } from './redirects.ts';

const ORIGIN = 'https://ada.example';

/** What a store's redirects say, each as `[path, target]`; null is gone. */
const leads = (path: string, query: string, ...rows: [path: string, target: string | null][]) =>
  redirectService({
    redirect: async (asked) => {
      const [known, target = null] = rows.find(([one]) => redirectPath(asked) === one) ?? [];
      return known === undefined ? undefined : { target, status: target === null ? 410 : 301 };
    },
  }).find(ORIGIN, path, query);

describe('an address without a page', () => {
  it('leads where the store says, however it is written, with the query that was asked with', async () => {
    const row: [string, string] = ['/alt/größe', '/pages/size'];
    for (const path of ['/alt/größe', '/alt/gr%C3%B6%C3%9Fe', '/alt/gr%C3%B6%C3%9Fe/'])
      assert.deepEqual(await leads(path, '?lang=de', row), {
        kind: 'moved',
        status: 301,
        to: `${ORIGIN}/pages/size?lang=de`,
      });
    assert.equal(await leads('/alt', '', row), null);
  });

  it('keeps the query of a target that has its own, and may lead to another host', async () => {
    const way = await leads('/old', '?utm_source=x', ['/old', 'https://else.example/new?a=1']);
    assert.deepEqual(way, { kind: 'moved', status: 301, to: 'https://else.example/new?a=1' });
  });

  it('never leads to itself or out of the web', async () => {
    for (const target of ['/old', '/old/', `${ORIGIN}/old#top`, 'javascript:alert(1)', 'data:text/html,x', 'https://'])
      assert.equal(await leads('/old', '', ['/old', target]), null, target);
  });

  it('is gone where the store says so', async () => {
    assert.deepEqual(await leads('/old/', '', ['/old', null]), { kind: 'gone' });
  });
});
