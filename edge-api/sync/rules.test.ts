import assert from 'node:assert/strict';
import { test } from 'node:test';
import perms from './instant.perms.ts';
import schema from './instant.schema.ts';
import { buildModel } from './model.ts';
import { RowStore } from './rows.ts';
import { compileRules, type RulesSource } from './rules.ts';

const appId = '7c1f3a52-0b1e-4d7e-9f6a-2f1f4f7f9a10';

test('the rules that are evaluated are the file that instant-cli pushes, and it denies what it does not name', async () => {
  const source: RulesSource = perms;
  // What is pushed is the file as JSON: nothing may be lost on the way.
  assert.deepEqual(JSON.parse(JSON.stringify(perms)), perms);
  assert.equal(source['$default']!.allow['$default'], 'false');
  assert.equal(source['attrs']!.allow['$default'], 'false');
  const rules = compileRules(perms, await buildModel(appId, schema));
  for (const etype of Object.keys(schema.entities)) {
    for (const action of ['view', 'create', 'update', 'delete'] as const) {
      const open = rules.rule(etype, action);
      const expected = etype === 'entries' || action === 'view';
      assert.equal(!open.never, expected, `${action} of ${etype}`);
      // The number that tells pages of changes is for whoever names its row; all else is its owner's.
      if (etype === 'pages') assert.equal(open.open, action === 'view', `${action} of pages`);
      else if (expected) assert.ok(open.scope, `${action} of ${etype} asks for the user's own id`);
    }
  }
});

test('the schema has the names that clients rely on, and ids that never change', async () => {
  const model = await buildModel(appId, schema);
  const names = [...model.etypes.values()].map(({ name, attrs }) => `${name}: ${[...attrs.keys()].join(' ')}`);
  assert.deepEqual(names, [
    '$users: id email storeId',
    'carts: id ownerId storeId expiresAt createdAt',
    'entries: id kind variantId options quantity text clock cartId cart',
    'orders: id ownerId storeId number status paymentStatus fulfilmentStatus totalMinor currency updatedAt',
    'pages: id storeId version',
  ]);
  // A client that queued writes before a restart knows this attribute by this id.
  assert.equal(model.etypes.get('entries')!.attrs.get('cart')!.id, '3c6895d9-752d-832f-9361-f97d9efb42c9');
  assert.deepEqual((await buildModel(appId, schema)).wire, model.wire);
  const other = await buildModel('00000000-0000-4000-8000-000000000000', schema);
  assert.notEqual(other.wire[0]!.id, model.wire[0]!.id);
});

test('a rule that is not there, does not parse or refers to itself stops the start', async () => {
  const model = await buildModel(appId, schema);
  assert.throws(() => compileRules({ carts: { allow: { view: 'true' } } }, model), /say nothing about/);
  const $default = { allow: { $default: 'false' } };
  assert.throws(() => compileRules({ $default, carts: { allow: { view: 'auth.id ==' } } }, model));
  assert.throws(
    () => compileRules({ $default, carts: { bind: { a: 'b', b: 'a' }, allow: { view: 'a' } } }, model),
    /refers to itself/,
  );
});

test('names of bind are written out, but never inside quotes or after a dot, as object or as list', async () => {
  const model = await buildModel(appId, schema);
  const userId = crypto.randomUUID();
  const cart = {
    etype: 'carts',
    id: crypto.randomUUID(),
    values: { ownerId: [userId, 1], storeId: ['mine', 1], expiresAt: [1, 1], createdAt: [1, 1] },
  } as const;
  const rows = new RowStore(model, [cart]);
  const row = rows.row('carts', cart.id)!;
  for (const bind of [
    { mine: 'auth.id == data.ownerId', storeId: 'false' },
    ['mine', 'auth.id == data.ownerId', 'storeId', 'false'],
  ]) {
    const rules = compileRules(
      {
        $default: { allow: { $default: 'false' } },
        carts: { bind, allow: { view: "data.storeId == 'mine' && (mine || auth.id == null)" } },
      },
      model,
    );
    // Nobody has a row in $users here, so auth.id is null and the rule holds by its second half.
    assert.equal(rules.rule('carts', 'view').allows({ userId, data: row, dataView: rows }), true);
  }
});
