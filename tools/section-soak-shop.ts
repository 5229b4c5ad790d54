import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { openShop } from '../e2e/shop.test-support.ts';
import type { SectionResult } from '../edge-api/contract/sections-admin.ts';
import { keyRepository } from '../edge-api/repositories/keys.ts';
import { keyService } from '../edge-api/services/keys.ts';
import type { Tally } from '../edge-api/services/sections/check-repairs.test-support.ts';
import { HOSTILE, mutatedPayload } from '../edge-api/services/sections/mutated-payloads.test-support.ts';
import { chanceOf } from '../edge-api/services/sections/seeded.ts';
import { lookAtPages } from './section-soak-look.ts';

/** Sections of one page. */
const OF_PAGE = 100;
const CORPORA = new URL('../../shared/corpora/', import.meta.url);
const LONGEST = 5000;

/** A real server and a browser, and what became of the sections that were sent. */
export interface SectionSoakShop {
  /** Rejects with the first payload that is not answered as promised, or whose page is not what it should be. */
  check(count: number, seed: number): Promise<void>;
  told(): string;
  close(): Promise<void>;
}

interface Corpora {
  /** Texts to put into sections. */
  readonly texts: readonly string[];
  /** Lines that should be JSON. */
  readonly lines: readonly string[];
}

function readCorpora(): Corpora {
  let files: string[];
  try {
    files = readdirSync(CORPORA).filter((name) => name.endsWith('.jsonl'));
  } catch {
    return { texts: HOSTILE, lines: ['{"section":[[[', '\0', '{"section":{"__proto__":{"type":"hero"}}}'] };
  }
  const rows = (name: string): string[] =>
    readFileSync(new URL(name, CORPORA), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { payload: string; encoding?: string })
      .map(({ payload, encoding }) =>
        encoding === undefined
          ? payload
          : Buffer.from(payload, 'base64').toString(encoding.startsWith('utf16') ? 'utf16le' : 'utf8'),
      )
      .filter((text) => text.length <= LONGEST);
  const texts = files.filter((name) => !/^(?:json-parsing|upload|sandbox-|engine-)/.test(name)).flatMap(rows);
  return { texts: [...HOSTILE, ...texts], lines: rows('json-parsing.jsonl').map((line) => line.replaceAll('\n', ' ')) };
}

export async function openSectionSoakShop(): Promise<SectionSoakShop> {
  let key = '';
  const shop = await openShop({ BASE_DOMAIN: 'localhost', RATE_LIMITS: 'off' }, async (databases) => {
    const store = await databases.stores.find('halden');
    const keys = keyService(keyRepository(databases.platform), Date.now);
    const scopes = ['pages:read', 'pages:write'];
    const wish = { kind: 'secret', storeId: store!.id, name: 'soak', scopes, expiresAt: null } as const;
    key = (await keys.create(wish, null)).secret;
  });
  const { texts, lines } = readCorpora();
  const api = `${shop.url.replace('127.0.0.1', 'localhost')}/v1/admin/stores/halden`;
  const host = `http://halden.localhost:${new URL(shop.url).port}`;
  const look = await lookAtPages(shop.browser, host);
  const all: Tally & { pages: number } = { accepted: 0, repaired: 0, refused: 0, pages: 0 };

  async function call(method: string, path: string, body?: string): Promise<Response> {
    const response = await fetch(`${api}${path}`, {
      method,
      // A line is not kept: the server ends it while payloads are looked at here.
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', connection: 'close' },
      ...(body !== undefined && { body }),
    });
    assert.ok(response.status < 500, `${method} ${path}: ${response.status} ${body?.slice(0, 2000)}`);
    return response;
  }

  /** The answers to lines, one for each. */
  async function bulk(path: string, body: string): Promise<SectionResult[]> {
    const response = await call('POST', `/sections/bulk${path}`, body);
    assert.equal(response.status, 200);
    const results = (await response.text()).trim().split('\n');
    return results.filter(Boolean).map((line) => JSON.parse(line) as SectionResult);
  }

  /** Sections of a page, and how many of them visitors see. */
  async function put(pageId: string, payloads: readonly unknown[]): Promise<number> {
    const sent = payloads.map((section) => JSON.stringify({ section }));
    const results = await bulk(`?page=${pageId}`, sent.join('\n'));
    assert.equal(results.length, sent.length, 'each line is answered');
    for (const { index, outcome, notes, error } of results) {
      const about = `${JSON.stringify({ outcome, error })}\n${sent[index]?.slice(0, 3000)}`;
      if (outcome === 'refused') {
        assert.match(error?.code ?? '', /^invalid_(?:section|request|json)$/, about);
        // What nobody reads has no field.
        const isUnread = error!.code === 'invalid_json' && /levels deep/.test(error!.message);
        assert.ok(isUnread || (error!.issues.length > 0 && error!.issues.every(({ path }) => path !== '')), about);
      } else assert.equal(outcome, 'created', about);
      all[outcome === 'refused' ? 'refused' : notes.length > 0 ? 'repaired' : 'accepted'] += 1;
    }
    // What names a block of nobody shows nothing.
    const isShown = ({ outcome, notes }: SectionResult) =>
      outcome !== 'refused' && !notes.some(({ code }) => code === 'unknown_block');
    return results.filter(isShown).length;
  }

  /** A page of these sections, published, looked at, and deleted. */
  async function checkPage(payloads: readonly unknown[], slug: string): Promise<void> {
    const made = await call('POST', '/pages', JSON.stringify({ type: 'landing', title: 'Soak', slug }));
    const { page } = (await made.json()) as { page: { id: string } };
    const shown = await put(page.id, payloads);
    // One of them by itself, as it came.
    const alone = await call('POST', '/sections', JSON.stringify(payloads[0] ?? null));
    assert.ok([201, 400, 422].includes(alone.status), `${alone.status}`);
    assert.equal((await call('POST', `/pages/${page.id}/publish`, '{}')).status, 200);
    await look.at(slug, shown);
    assert.equal((await call('DELETE', `/pages/${page.id}`)).status, 204);
    all.pages += 1;
  }

  return {
    async check(count, seed) {
      const chance = chanceOf(`lines ${seed}`);
      const odd = Array.from({ length: OF_PAGE }, () => chance.pick(lines));
      for (const { outcome, error } of await bulk('', odd.join('\n')))
        assert.ok(outcome !== 'refused' || error?.code.startsWith('invalid_'), JSON.stringify(error));
      for (let from = 0; from < count; from += OF_PAGE) {
        const payloads = Array.from({ length: Math.min(OF_PAGE, count - from) }, (_, at) =>
          mutatedPayload(`${seed}:${from + at}`, texts),
        );
        await checkPage(payloads, `soak-${seed}-${from}`);
      }
    },
    told: () =>
      `Sent to a server: ${all.accepted} accepted, ${all.repaired} repaired with notes, ${all.refused} refused by the field; ${all.pages} pages of them were whole and ran no script, at the shop’s own host, embedded, and as markup.`,
    async close() {
      await look.close();
      await shop.close();
    },
  };
}
