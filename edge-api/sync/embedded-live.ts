import { CartEntry } from '../contract/carts.ts';
import type { CartEntry as Entry } from '../contract/cart-log.ts';
import { hashToken, type SyncApp } from './app.ts';
import type { SyncEngine } from './engine.ts';
import { valueOf, type Row } from './rows.ts';
import type { LiveSync } from './port.ts';

/** Steps that write a row and its links, made if it is missing. */
export function writeSteps(
  app: SyncApp,
  etype: string,
  id: string,
  values: Readonly<Record<string, unknown>>,
): unknown[] {
  const { attrs, idAttr } = app.model.etypes.get(etype)!;
  const steps: unknown[] = [['add-triple', id, idAttr.id, id]];
  for (const [label, value] of Object.entries(values)) {
    const attr = attrs.get(label);
    if (!attr) throw new Error(`${etype} has no attribute ${label}.`);
    steps.push(['add-triple', id, attr.id, value]);
  }
  return steps;
}

/** Makes a guest and his refresh token, in one commit. */
export async function createGuest(
  app: SyncApp,
  values: Readonly<Record<string, unknown>>,
): Promise<{ userId: string; token: string }> {
  const userId = crypto.randomUUID();
  const token = crypto.randomUUID();
  await app.write('admin', writeSteps(app, '$users', userId, values), {
    addTokens: [{ hash: await hashToken(token), userId }],
  });
  return { userId, token };
}

const rowsOf = (app: SyncApp, etype: string, label: string, value: unknown): Row[] =>
  app.view.having(app.model.etypes.get(etype)!.attrs.get(label)!, value);

/** A row of the log, as the contract has it; rows that break it are left out, whoever wrote them. */
function entryOf(row: Row): Entry[] {
  const { success, data } = CartEntry.safeParse({
    id: row.id,
    kind: valueOf(row, 'kind'),
    variantId: valueOf(row, 'variantId'),
    options: valueOf(row, 'options'),
    quantity: valueOf(row, 'quantity'),
    text: valueOf(row, 'text'),
    clock: valueOf(row, 'clock'),
  });
  return success ? [data] : [];
}

/** Live carts in the sync server of this process. */
export function embeddedLive(engine: SyncEngine): LiveSync {
  return {
    endpoints(origin) {
      return { apiUri: origin, websocketUri: `${origin.replace(/^http/, 'ws')}/runtime/session` };
    },
    appIdFor: (storeAppId) => storeAppId,

    createGuest: (appId, storeId) => engine.use(appId, (app) => createGuest(app, { storeId })),
    createToken: (appId, userId) =>
      engine.use(appId, async (app) => {
        if (!app.view.row('$users', userId)) throw new Error('There is no such guest.');
        const token = crypto.randomUUID();
        await app.write('admin', [], { addTokens: [{ hash: await hashToken(token), userId }] });
        return token;
      }),
    verifyGuest: (appId, token) =>
      engine.use(appId, async (app) => {
        const user = await app.userOf(token);
        return user && { userId: user.id };
      }),

    async putCart(appId, { id, ...values }) {
      await engine.use(appId, (app) => app.write('admin', writeSteps(app, 'carts', id, values)));
    },
    readEntries: (appId, cartId) => engine.use(appId, (app) => rowsOf(app, 'entries', 'cart', cartId).flatMap(entryOf)),
    async appendEntries(appId, cartId, entries) {
      await engine.use(appId, (app) =>
        app.write('admin', (view) =>
          entries
            // An entry that is there stays as it is: nobody edits the log, not even by sending an id again.
            .filter(({ id }) => !view.row('entries', id))
            .flatMap(({ id, kind, variantId, options, quantity, text, clock }) =>
              writeSteps(app, 'entries', id, { kind, variantId, options, quantity, text, clock, cartId, cart: cartId }),
            ),
        ),
      );
    },
    async forgetEntries(appId, cartId, ids) {
      await engine.use(appId, (app) =>
        app.write('admin', (view) =>
          ids
            .map((id) => view.row('entries', id))
            .filter((row) => row && valueOf(row, 'cart') === cartId)
            .map((row) => ['delete-entity', row!.id, 'entries']),
        ),
      );
    },
    async deleteCart(appId, cartId) {
      await engine.use(appId, (app) => app.write('admin', [['delete-entity', cartId, 'carts']]));
    },
    async putPages(appId, { id, ...values }) {
      await engine.use(appId, (app) => app.write('admin', writeSteps(app, 'pages', id, values)));
    },
    async putOrder(appId, { id, ...values }) {
      await engine.use(appId, (app) =>
        app.write('admin', writeSteps(app, 'orders', id, { ...values, updatedAt: engine.now() })),
      );
    },
  };
}
