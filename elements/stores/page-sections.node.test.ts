import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import { livePagesId } from '../../edge-api/contract/take-id.ts';
import { serveSync } from '../../edge-api/sync/sync-server.test-support.ts';
import { ApiError, type ApiClient } from '../client/api-client.ts';
import { pageSections } from './page-sections.ts';

// What of a page this needs.
const page = Object.assign(new EventTarget(), { hidden: false, querySelectorAll: () => [] });
let idle: (() => void)[] = [];
Object.assign(globalThis, { document: page, requestIdleCallback: (work: () => void) => idle.push(work) });
const show = (isShown: boolean): void => {
  page.hidden = !isShown;
  page.dispatchEvent(new Event('visibilitychange'));
};

const section = (id: string, heading: string): Section => ({
  id,
  type: 'hero',
  variant: 'minimal',
  content: { heading },
  settings: { tone: 'plain', spacing: 'medium', width: 'normal' },
  version: 1,
});

async function until(check: () => unknown): Promise<void> {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  idle = [];
  show(true);
});

/** A shop with a page, its sync server, and what was asked of it. */
async function shop() {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-page-'));
  const appId = crypto.randomUUID();
  const server = await serveSync({ dataDir, isApp: (id) => id === appId });
  ends.push(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const id = await livePagesId('sto_1');
  const asked: string[] = [];
  const state = { sections: [section('a', 'One'), section('b', 'Two')], status: 200 };
  const news = {
    websocketUri: `${server.origin.replace('http', 'ws')}/runtime/session`,
    appId,
    query: { pages: { $: { where: { id } } }, $$ruleParams: { id } },
  };
  const request = async (path: string) => {
    asked.push(path);
    if (path === '/page-news') return { news };
    if (state.status !== 200) throw new ApiError('page_not_found', 'No.', state.status);
    return structuredClone({ page: { sections: state.sections } });
  };
  // Of the client, only this is asked for.
  const client = { base: '', request } as unknown as ApiClient;
  let version = 1;
  return {
    client,
    asked,
    state,
    connections: () => server.sync.connections,
    change: () => server.sync.live.putPages(appId, { id, storeId: 'sto_1', version: (version += 1) }),
  };
}

function open({ client }: { client: ApiClient }) {
  const source = pageSections({ client, locale: 'en' }, 'home');
  const stop = source.subscribe(() => undefined);
  ends.push(stop);
  return { source, stop };
}
const rest = async (): Promise<void> => {
  await until(() => idle.length);
  idle.splice(0).forEach((work) => work());
};

describe('the sections of an open page', () => {
  it('change within a second of the shop’s, and what is the same stays the same', async () => {
    const here = await shop();
    const { source } = open(here);
    await rest();
    await until(() => here.asked.length === 3);
    const [a, b] = source.value.sections;
    here.state.sections = [section('a', 'One'), section('b', 'Changed'), section('c', 'New')];
    const began = performance.now();
    await here.change();
    await until(() => source.value.sections.length === 3);
    assert.ok(performance.now() - began < 1000);
    assert.equal(source.value.sections[0], a);
    assert.notEqual(source.value.sections[1], b);
    assert.equal(source.value.status, 'ready');
    assert.equal(here.connections(), 1);
  });

  it('are listened to only on a page that is idle and looked at, and no longer than they are shown', async () => {
    const here = await shop();
    show(false);
    const { source, stop } = open(here);
    await until(() => source.value.status === 'ready');
    assert.deepEqual(here.asked, ['/pages/home?locale=en']);
    await rest();
    assert.deepEqual(here.asked, ['/pages/home?locale=en']);
    show(true);
    await until(() => here.connections() === 1 && here.asked.length === 3);
    show(false);
    await until(() => here.connections() === 0);
    here.state.sections = [section('a', 'While nobody looked')];
    show(true);
    await until(() => source.value.sections.length === 1);
    stop();
    await until(() => here.connections() === 0);
  });

  it('stay when the shop cannot be asked, and go when it has taken the page away', async () => {
    const here = await shop();
    const { source } = open(here);
    await rest();
    await until(() => here.asked.length === 3);
    const asks = async (status: number) => {
      here.state.status = status;
      const before = here.asked.length;
      await here.change();
      await until(() => here.asked.length > before);
      await new Promise((resolve) => setImmediate(resolve));
    };
    await asks(503);
    assert.equal(source.value.sections.length, 2);
    await asks(404);
    assert.deepEqual([source.value.status, source.value.sections.length], ['failed', 0]);
    await asks(200);
    assert.deepEqual([source.value.status, source.value.sections.length], ['ready', 2]);
  });

  it('are those that the shop’s own page was drawn from, though the API names its pictures with their host', async () => {
    const here = await shop();
    const client = { ...here.client, base: 'https://shop.example/v1/stores/ada' };
    const html = (origin: string) =>
      `<img src="${origin}/media/a.jpg" srcset="${origin}/media/a-64.jpg 64w, ${origin}/media/a-128.jpg 128w">`;
    const block = (id: string, origin: string): Section => ({
      ...section(id, ''),
      type: 'block',
      shown: { name: 'offers', version: 1, html: html(origin), css: '', readsCart: false, stale: false, warnings: [] },
    });
    const drawn = [block('a', '')];
    here.state.sections = [block('a', 'https://shop.example')];
    const source = pageSections({ client, locale: 'de' }, 'drawn', drawn);
    ends.push(source.subscribe(() => undefined));
    await rest();
    await until(() => here.asked.includes('/pages/drawn?locale=de'));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(source.value.sections, drawn);
    here.state.sections = [block('a', 'https://elsewhere.example')];
    await here.change();
    await until(() => source.value.sections !== drawn);
  });
});
