import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { startApi } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const api = await startApi();
const path = '/v1/admin/stores/ada/search';
let key = '';
let reader = '';

before(async () => {
  await api.store('ada', {}, sell({ handle: 'sofa' }, { handle: 'chair' }));
  key = await api.key('ada', 'search:write');
  reader = await api.key('ada', 'search:read');
});

const ask = (method: string, body?: unknown, by = key) =>
  api.call(path, {
    method,
    headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const issuesOf = (body: { error: { issues: { path: string }[] } }) => body.error.issues.map(({ path }) => path);

describe('the settings of search', () => {
  it('are a search that works before anybody sets them', async () => {
    const { status, body } = await ask('GET', undefined, reader);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      version: 0,
      updatedAt: null,
      synonyms: [],
      stopWords: [],
      rules: [],
      recommendations: [],
      boosts: { available: true, popularity: 0.25 },
      builtInSynonyms: true,
      warnings: [],
    });
  });

  it('are set as a whole, and changed in parts', async () => {
    const synonyms = [{ words: ['couch', 'sofa'] }, { from: ['seating'], to: ['chair', 'sofa'] }];
    const rules = [{ query: 'seats', pins: ['sofa'], hides: ['chair'] }];
    const set = await ask('PUT', { synonyms, rules, stopWords: ['please'] });
    assert.equal(set.status, 200);
    assert.deepEqual([set.body.synonyms, set.body.rules, set.body.stopWords], [synonyms, rules, ['please']]);
    const changed = await ask('PATCH', { recommendations: [{ product: 'sofa', picks: ['chair'] }] });
    assert.deepEqual(
      [changed.body.rules, changed.body.recommendations, changed.body.version],
      [rules, [{ product: 'sofa', picks: ['chair'] }], set.body.version + 1],
    );
    assert.deepEqual((await ask('GET', undefined, reader)).body, changed.body);
    const reset = await ask('PUT', { builtInSynonyms: false });
    assert.deepEqual([reset.body.rules, reset.body.builtInSynonyms], [[], false]);
  });

  it('can be sent back as they were answered', async () => {
    const { body } = await ask('GET');
    const back = await ask('PUT', body);
    assert.deepEqual([back.status, back.body.version], [200, body.version + 1]);
  });

  it('are not written over what another has set meanwhile', async () => {
    const { body } = await ask('GET');
    await ask('PATCH', { stopWords: ['theirs'] });
    for (const method of ['PUT', 'PATCH']) {
      const late = await ask(method, { stopWords: ['mine'], version: body.version });
      assert.deepEqual([late.status, late.body.error.code], [409, 'search_settings_changed']);
    }
    assert.deepEqual((await ask('GET')).body.stopWords, ['theirs']);
    const changes = await Promise.all(['a', 'b', 'c'].map((word) => ask('PATCH', { stopWords: [word] })));
    assert.equal(new Set(changes.map(({ body }) => body.version)).size, 3);
  });

  it('tell of handles there is no product of, and keep them', async () => {
    const { body } = await ask('PUT', {
      rules: [{ query: 'lamp', pins: ['sofa', 'lamp'], hides: ['old-lamp'] }],
      recommendations: [{ product: 'gone', picks: ['chair'] }],
    });
    assert.deepEqual(body.warnings, [
      { path: 'rules.0.pins.1', message: 'No product has the handle "lamp".' },
      { path: 'rules.0.hides.0', message: 'No product has the handle "old-lamp".' },
      { path: 'recommendations.0.product', message: 'No product has the handle "gone".' },
    ]);
    assert.deepEqual((await ask('GET')).body, body);
  });

  it('are refused by the field that is wrong', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`);
    for (const [field, wrong] of Object.entries({
      'synonyms.0.words': { synonyms: [{ words: ['alone'] }] },
      'synonyms.1': { synonyms: [{ words: ['a', 'b'] }, { from: ['a'] }] },
      'rules.0.hides': { rules: [{ query: 'a', pins: ['x'], hides: ['x'] }] },
      'rules.0.pins': { rules: [{ query: 'a', pins: ['x', 'x'] }] },
      'rules.0.query': { rules: [{ pins: ['x'] }] },
      'recommendations.0.picks': { recommendations: [{ product: 'a', picks: ['a'] }] },
      recommendations: {
        recommendations: [
          { product: 'a', picks: [] },
          { product: 'a', picks: [] },
        ],
      },
      'boosts.popularity': { boosts: { popularity: 2 } },
      stopWords: { stopWords: many(501) },
      'stopWords.0': { stopWords: ['x'.repeat(61)] },
      synonyms: { synonyms: Array.from({ length: 2001 }, () => ({ words: ['a', 'b'] })) },
      '': { synonym: [] },
    }))
      for (const method of ['PUT', 'PATCH']) {
        const { status, body } = await ask(method, wrong);
        assert.deepEqual([status, body.error.code], [400, 'invalid_request'], `${method} ${field}`);
        assert.ok(
          issuesOf(body).some((path) => path === field),
          `${method} ${field}: ${JSON.stringify(body.error.issues)}`,
        );
      }
  });

  it('are at most 512 KB, also when they grow in parts', async () => {
    const sets = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ words: [`a${index}`, 'é'.repeat(60)] }));
    assert.equal((await ask('PUT', { synonyms: sets(1500) })).status, 200);
    const rules = Array.from({ length: 1000 }, (_, index) => ({
      query: `${index}${'x'.repeat(190)}`,
      pins: ['p'.repeat(200)],
    }));
    assert.equal((await ask('PATCH', { rules })).body.error.code, 'invalid_request');
    assert.equal((await ask('PUT', ' '.repeat(600_000))).body.error.code, 'body_too_large');
    assert.equal((await ask('GET')).body.rules.length, 0);
    await ask('PUT', {});
  });

  it('change the version that pages of the catalogue are kept by, and leave a line in the log', async () => {
    const versionOf = () => api.inspect('ada', (db) => db.first('SELECT catalogue_version AS v FROM store_state'));
    const before = Number((await versionOf())?.['v']);
    const { body } = await ask('PUT', { stopWords: ['please'] });
    assert.equal(Number((await versionOf())?.['v']), before + 1);
    await ask('PUT', { stopWords: [], version: body.version + 7 });
    assert.equal(Number((await versionOf())?.['v']), before + 1);
    const [entry] = await api.databases.platform.all('SELECT * FROM audit_log ORDER BY id DESC LIMIT 1');
    assert.equal(entry?.['action'], 'search.set');
    assert.match(String(entry?.['actor']), /^key:/);
    assert.deepEqual(JSON.parse(String(entry?.['detail'])), {
      version: body.version,
      synonyms: 0,
      stopWords: 1,
      rules: 0,
      recommendations: 0,
    });
  });

  it('are changed by a key that may write alone', async () => {
    assert.equal((await ask('PUT', {}, reader)).body.error.code, 'unauthorized');
    const catalogue = await api.key('ada', 'catalogue:write');
    assert.equal((await ask('GET', undefined, catalogue)).body.error.code, 'unauthorized');
  });
});
