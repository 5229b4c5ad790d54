import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SECTION_TYPES } from '../contract/sections/section-types.ts';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi();

describe('the published JSON Schemas of sections', () => {
  it('are one for each type that is listed, one for any, and one for generators', async () => {
    const { body: list } = await api.call('/v1/section-schemas');
    const listed: { type: string; schema: string }[] = list.types;
    assert.deepEqual(
      listed.map(({ type }) => type),
      SECTION_TYPES.map(({ type }) => type),
    );
    const hero = await api.request(listed[0]!.schema);
    assert.equal(hero.headers.get('content-type'), 'application/schema+json');
    const schema = (await hero.json()) as { $schema: string; properties: { type: { const: string } } };
    assert.equal(schema.properties.type.const, 'hero');
    assert.match(schema.$schema, /2020-12/);
    for (const path of [list.any, list.generator]) assert.equal((await api.request(path)).status, 200, path);
  });

  it('may be kept for long and read from any page, and are asked for again by their tag', async () => {
    const first = await api.request('/v1/section-schemas/faq', { headers: { origin: 'https://generator.example' } });
    assert.equal(first.headers.get('access-control-allow-origin'), '*');
    assert.match(first.headers.get('cache-control') ?? '', /max-age=86400/);
    const etag = first.headers.get('etag') ?? '';
    await first.body?.cancel();
    const again = await api.request('/v1/section-schemas/faq', { headers: { 'if-none-match': etag } });
    assert.equal(again.status, 304);
  });

  it('are none of a type nobody knows', async () => {
    assertError(await api.call('/v1/section-schemas/constructor'), 'not_found', 404);
  });
});
