import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi();
await api.store('ada');
const key = await api.key('ada', 'blocks:write');
const reader = await api.key('ada', 'blocks:read');
const admin = '/v1/admin/stores/ada/blocks';

interface By {
  readonly by?: string;
  readonly ifMatch?: string;
}
/** A request of the merchant's. */
const ask = (method: string, path: string, body?: unknown, { by = key, ifMatch }: By = {}) =>
  api.call(`${admin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${by}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const done = async (method: string, path: string, body?: unknown, by: By = {}) => {
  const answer = await ask(method, path, body, by);
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer.body.block;
};
/** What open pages and kept answers go by. */
const pagesVersion = () =>
  api.inspect('ada', async (db) => Number((await db.first('SELECT pages_version AS v FROM store_state'))?.['v']));

const block = (words: string) => `export default function ({ html }) {\n  return html\`<p>${words}</p>\`;\n}\n`;
const BROKEN = 'export default function () {\n  return eval("1");\n}\n';

describe('a shop’s blocks', () => {
  it('are written, mended, published, changed, compared, rolled back, switched and deleted', async () => {
    const before = await pagesVersion();
    const made = await done('POST', '', { name: 'summer-offers', source: BROKEN });
    assert.deepEqual(
      [made.title, made.version, made.liveVersion, made.changed, made.source],
      ['Summer offers', 1, null, true, BROKEN],
    );
    assert.deepEqual(
      made.problems.map(({ code, line }: Record<string, unknown>) => [code, line]),
      [['code_from_text', 2]],
    );

    const refused = await ask('POST', '/summer-offers/publish', {});
    assertError(refused, 'block_not_publishable', 409);
    assert.match(refused.body.error.message, /Line 2, column 10/);
    assert.deepEqual(
      refused.body.error.issues.map(({ path, code }: Record<string, unknown>) => [path, code]),
      [['source:2:10', 'code_from_text']],
    );
    assert.equal(await pagesVersion(), before, 'nothing that visitors see has changed');

    const mended = await done('PATCH', '/summer-offers', { source: block('one') });
    assert.deepEqual([mended.version, mended.problems], [2, []]);
    const live = await done('POST', '/summer-offers/publish', { note: 'First.' });
    assert.deepEqual([live.liveVersion, live.changed], [1, false]);
    assert.equal(await pagesVersion(), before + 1);
    await done('POST', '/summer-offers/publish', {});
    assert.equal(await pagesVersion(), before + 1, 'what is live already is not published again');

    const typed = block('two').replace('{ html }', '{ html }: Tools');
    const draft = await done('PATCH', '/summer-offers', { source: typed, title: 'Offers' });
    assert.deepEqual([draft.liveVersion, draft.changed], [1, true]);
    assert.equal(await pagesVersion(), before + 1, 'a draft is nobody’s to see');
    const compared = (await ask('GET', '/summer-offers/compare?from=1')).body;
    assert.deepEqual(
      compared.lines.filter(({ kind }: Record<string, unknown>) => kind !== 'same'),
      [
        { kind: 'removed', text: 'export default function ({ html }) {', fromLine: 1, toLine: null },
        { kind: 'removed', text: '  return html`<p>one</p>`;', fromLine: 2, toLine: null },
        { kind: 'added', text: 'export default function ({ html }: Tools) {', fromLine: null, toLine: 1 },
        { kind: 'added', text: '  return html`<p>two</p>`;', fromLine: null, toLine: 2 },
      ],
    );
    assert.deepEqual(compared.changes, [{ path: 'title', before: 'Summer offers', after: 'Offers' }]);

    await done('POST', '/summer-offers/publish', {});
    const code = await api.inspect('ada', (db) => db.first('SELECT code FROM block_versions WHERE version = 2'));
    assert.equal(code?.['code'], block('two').replace('{ html }', '{ html }       '), 'what is run has no types');

    const back = await done('POST', '/summer-offers/roll-back', { version: 1 });
    assert.deepEqual(
      [back.liveVersion, back.title, back.source, back.changed],
      [3, 'Summer offers', block('one'), false],
    );
    const { versions } = (await ask('GET', '/summer-offers/versions', undefined, { by: reader })).body;
    assert.deepEqual(
      versions.map(({ version, note }: Record<string, unknown>) => [version, note]),
      [
        [3, 'Back to version 1.'],
        [2, ''],
        [1, 'First.'],
      ],
    );
    assert.equal((await ask('GET', '/summer-offers/versions/2')).body.version.source, typed);

    const seen = await pagesVersion();
    const off = await done('PATCH', '/summer-offers', { on: false });
    assert.equal(off.off.reason, 'merchant');
    assert.equal((await done('PATCH', '/summer-offers', { on: false })).version, off.version, 'it is off already');
    assert.equal(await pagesVersion(), seen + 1);
    assert.equal((await done('PATCH', '/summer-offers', { on: true })).off, null);
    assert.equal(await pagesVersion(), seen + 2);

    assert.equal((await ask('DELETE', '/summer-offers')).status, 204);
    assert.equal(await pagesVersion(), seen + 3);
    assertError(await ask('GET', '/summer-offers'), 'block_not_found', 404);
    const actions = await api.inspect('ada', (db) => db.first('SELECT count(*) AS n FROM block_versions'));
    assert.equal(actions?.['n'], 0, 'its versions are gone with it');
  });

  it('are changed by one at a time where versions are named, and never lose the change of another', async () => {
    await done('POST', '', { name: 'two-hands', source: block('a') });
    const first = await ask('PATCH', '/two-hands', { title: 'Mine' }, { ifMatch: '"1"' });
    assert.equal(first.headers.get('etag'), '"2"');
    for (const [method, path, body] of [
      ['PATCH', '/two-hands', { title: 'Theirs' }],
      ['PATCH', '/two-hands', { on: false }],
      ['POST', '/two-hands/publish', {}],
      ['POST', '/two-hands/roll-back', { version: 1 }],
      ['DELETE', '/two-hands', undefined],
    ] as const) {
      const late = await ask(method, path, body, { ifMatch: '"1"' });
      assertError(late, 'block_changed', 409);
      assert.match(late.body.error.message, /at version 2/);
    }
    assertError(await ask('PATCH', '/two-hands', { title: 'x' }, { ifMatch: 'then' }), 'invalid_request', 400);
    const both = await Promise.all([
      ask('PATCH', '/two-hands', { title: 'One' }, { ifMatch: '"2"' }),
      ask('PATCH', '/two-hands', { source: block('b') }, { ifMatch: '"2"' }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    const at = (await done('GET', '/two-hands')).version;
    const named = await Promise.all([
      ask('PATCH', '/two-hands', { title: 'Two' }),
      ask('PATCH', '/two-hands', { source: block('c') }),
      ask('PATCH', '/two-hands', { texts: { de: { hello: 'Hallo' } } }),
    ]);
    assert.ok(named.every(({ status }) => status === 200));
    const now = await done('GET', '/two-hands');
    assert.deepEqual(
      [now.version, now.title, now.source, now.texts],
      [at + 3, 'Two', block('c'), { de: { hello: 'Hallo' } }],
    );
  });

  it('keep whatever source they are given, or say what of it cannot be kept', async () => {
    const hostile = {
      long: `// ${'x'.repeat(70_000)}\n${block('long')}`,
      deep: `export default () => ${'('.repeat(5000)}1${')'.repeat(5000)};`,
      brackets: '['.repeat(60_000),
      turned: 'export default () => "\u202e";',
      empty: '',
      regexp: 'export default () => /(?:a+)+$/.test("' + 'a'.repeat(200) + '!");',
      lines: '\n'.repeat(65_000),
      returns: 'export default\r\n() => "\u2028";\r',
    };
    for (const [word, source] of Object.entries(hostile)) {
      const name = `kept-${word}`;
      const made = await done('POST', '', { name, source });
      assert.equal(made.source, source, name);
      const { status, body } = await ask('POST', `/${name}/publish`, {});
      assert.ok(made.problems.length > 0 ? body.error.code === 'block_not_publishable' : status === 200, name);
      assert.equal((await done('GET', `/${name}`)).source, source, name);
      assert.equal((await ask('GET', `/${name}/compare?from=draft`)).status, 200, name);
      assert.equal((await ask('DELETE', `/${name}`)).status, 204);
    }
    for (const source of ['a\0b', 'a\ud800b']) {
      const refused = await ask('POST', '', { name: 'refused', source });
      assertError(refused, 'invalid_request', 400);
      assert.equal(refused.body.error.issues[0].path, 'source');
    }
    const huge = await ask('POST', '', { name: 'refused', source: 'x'.repeat(200_001) });
    assertError(huge, 'invalid_request', 400);
    assertError(await ask('POST', '', { name: 'refused', source: 'x'.repeat(300_000) }), 'body_too_large', 413);
    assertError(await ask('GET', '/refused'), 'block_not_found', 404);
  });

  it('have names that are one block’s, and never change', async () => {
    await done('POST', '', { name: 'named', source: block('a') });
    assertError(await ask('POST', '', { name: 'named', source: block('b') }), 'block_name_taken', 409);
    const renamed = await ask('PATCH', '/named', { name: 'other' });
    assertError(renamed, 'invalid_request', 400);
    assert.match(JSON.stringify(renamed.body.error), /name/);
    for (const name of ['x', 'Big', 'a--b', 'a_b', '-ab', 'ab-', 'a/b', '__proto__', 'a'.repeat(61)])
      assertError(await ask('POST', '', { name, source: '' }), 'invalid_request', 400);
    const vague = await ask('GET', '/named/compare?from=first');
    assert.match(vague.body.error.message, /from: must be the number of a version, or draft/);
    for (const name of ['__proto__', 'constructor', '%00', 'a%2Fb', 'NAMED'])
      assertError(await ask('GET', `/${name}`), 'block_not_found', 404);
  });

  it('say which setting keeps them from being published', async () => {
    const settings = [
      { id: 'size', type: 'select', label: 'Size', options: [{ value: 's', label: 'S' }], default: 'xl' },
      { id: 'count', type: 'range', label: 'Count', min: 1, max: 9, default: 12 },
      { id: 'title', type: 'text', label: 'Title' },
    ];
    await done('POST', '', { name: 'set', source: block('a'), settings });
    const refused = await ask('POST', '/set/publish', {});
    assertError(refused, 'block_not_publishable', 409);
    assert.deepEqual(
      refused.body.error.issues.map(({ path }: Record<string, unknown>) => path),
      ['settings.0.default', 'settings.1.default'],
    );
    const twice = await ask('PATCH', '/set', { settings: [settings[2], settings[2]] });
    assertError(twice, 'invalid_request', 400);
    assert.equal(twice.body.error.issues[0].path, 'settings.1.id');
    const unknown = await ask('PATCH', '/set', { texts: { german: {}, 'no language': {} } });
    assert.equal(unknown.body.error.issues[0].path, 'texts.no language');
    assert.equal((await done('GET', '/set')).settings.length, 3, 'what was there is there');
    await done('PATCH', '/set', { settings: [settings[2]] });
    assert.equal((await done('POST', '/set/publish', {})).liveVersion, 1);
    for (const [at, other] of [{ texts: { de: { a: 'A' } } }, { settings: [] }, { title: 'Other' }].entries()) {
      assert.equal((await done('PATCH', '/set', other)).changed, true, JSON.stringify(other));
      assert.equal((await done('POST', '/set/publish', {})).liveVersion, at + 2);
    }
  });

  it('are on again when they are published or switched on after failures', async () => {
    await done('POST', '', { name: 'fails', source: block('a') });
    const { id } = await done('POST', '/fails/publish', {});
    const failTooOften = () =>
      api.inspect('ada', (db) =>
        db.write([
          {
            sql: `INSERT OR REPLACE INTO block_failures (block_id, version, reason, line, col, message, times, first_at, last_at)
                  VALUES (?, 1, 'out_of_fuel', 2, 0, 'It ran out of fuel.', 10, 1, 2)`,
            args: [id],
          },
          { sql: `UPDATE blocks SET failures = 10, off_at = 5, off_reason = 'failures' WHERE id = ?`, args: [id] },
        ]),
      );
    await failTooOften();
    const off = await done('GET', '/fails');
    assert.equal(off.off.reason, 'failures');
    assert.match(off.off.notice, /10 failures in a row/);
    assert.deepEqual(
      off.failures.map(({ reason, line, column, times }: Record<string, unknown>) => [reason, line, column, times]),
      [['out_of_fuel', 2, null, 10]],
    );
    assert.equal((await done('POST', '/fails/publish', {})).off, null);
    await failTooOften();
    await done('PATCH', '/fails', { source: block('b') });
    const again = await done('POST', '/fails/publish', {});
    assert.deepEqual([again.off, again.liveVersion], [null, 2]);
    await failTooOften();
    assert.equal((await done('GET', '/fails')).failing, true);
    const on = await done('PATCH', '/fails', { on: true });
    assert.deepEqual([on.off, on.failing], [null, false]);
    const left = await api.inspect('ada', (db) => db.first('SELECT failures AS n FROM blocks WHERE id = ?', [id]));
    assert.equal(left?.['n'], 0);
  });

  it('are as many as the plan allows, and keep their newest hundred versions', async () => {
    const platform = await api.key(null, 'stores:write');
    const limited = await api.call('/v1/platform/stores/ada/limits', {
      method: 'PUT',
      headers: { authorization: `Bearer ${platform}`, 'content-type': 'application/json' },
      body: JSON.stringify({ overrides: { blocks: 12 } }),
    });
    assert.equal(limited.status, 200);
    const have = (await ask('GET', '')).body.blocks.length;
    for (let more = have; more < 12; more += 1) await done('POST', '', { name: `more-${more}`, source: '' });
    const beyond = await ask('POST', '', { name: 'beyond', source: block('a') });
    assertError(beyond, 'limit_reached', 402);
    assert.match(beyond.body.error.message, /"blocks" is reached: 12 of 12/);
    await api.inspect('ada', (db) =>
      db.run(
        `INSERT INTO block_versions (block_id, version, title, source, code, settings, texts, created_at)
         SELECT b.id, n.value, 'x', 'x', 'x', '[]', '{}', 1 FROM blocks b,
           (WITH RECURSIVE up (value) AS (SELECT 2 UNION ALL SELECT value + 1 FROM up WHERE value < 120) SELECT value FROM up) n
         WHERE b.name = 'named'`,
      ),
    );
    await done('POST', '/named/publish', {});
    const { versions } = (await ask('GET', '/named/versions')).body;
    assert.deepEqual([versions.length, versions[0].version, versions.at(-1).version], [100, 121, 22]);
    assertError(await ask('GET', '/named/versions/21'), 'block_not_found', 404);
    assertError(await ask('POST', '/named/roll-back', { version: 21 }), 'block_not_found', 404);
  });

  it('are read with one scope and written with another', async () => {
    assert.equal((await ask('GET', '', undefined, { by: reader })).status, 200);
    const pages = await api.key('ada', 'pages:write');
    assertError(await ask('GET', '', undefined, { by: pages }), 'unauthorized', 401);
    for (const [method, path, body] of [
      ['POST', '', { name: 'x-y', source: '' }],
      ['PATCH', '/named', { title: 'x' }],
      ['POST', '/named/publish', {}],
      ['POST', '/named/roll-back', { version: 22 }],
      ['DELETE', '/named', undefined],
    ] as const)
      assertError(await ask(method, path, body, { by: reader }), 'unauthorized', 401);
  });
});
