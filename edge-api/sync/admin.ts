import type { SyncApp } from './app.ts';
import { createGuest } from './embedded-live.ts';
import type { SchemaSource } from './model.ts';
import { AttrsStoreClass, createLinkIndex, createStore, instaql, transform } from './instant-internals.ts';
import { parseQuery } from './query.ts';
import { hashToken } from './app.ts';
import { valueOf, type Row } from './rows.ts';
import type { Actor } from './rules.ts';
import { SyncError, invalid } from './sync-error.ts';

/** A user as InstantDB answers it. */
export function userJson(app: SyncApp, row: Row, token?: string): Record<string, unknown> {
  const own = Object.fromEntries(
    [...app.model.etypes.get('$users')!.attrs.keys()].map((label) => [label, valueOf(row, label)]),
  );
  const madeAt = new Date(row.triples.get('id')?.[3] ?? 0).toISOString();
  const user = { ...own, type: 'guest', isGuest: true, app_id: app.id, created_at: madeAt };
  return token === undefined ? user : { ...user, refresh_token: token };
}

function attrsStoreOf(app: SyncApp, schema: SchemaSource): InstanceType<typeof AttrsStoreClass> {
  // The library's types name a schema class and its attribute type; these are the same data in our words.
  const linkIndex = createLinkIndex(schema as never);
  return new AttrsStoreClass(Object.fromEntries(app.model.wire.map((attr) => [attr.id, attr])) as never, linkIndex);
}

/** `POST /admin/query`: the answer as a tree, made by the client's own query engine. */
export function adminQuery(
  app: SyncApp,
  schema: SchemaSource,
  actor: Actor,
  query: unknown,
  inference: boolean,
): unknown {
  const triples = app.answer(actor, parseQuery(app.model, query));
  const attrsStore = attrsStoreOf(app, schema);
  const store = createStore(attrsStore, triples.map((triple) => [...triple]) as never, inference, false);
  return instaql({ store, attrsStore }, query).data;
}

/** `POST /admin/transact`: steps as the admin SDK writes them, such as `["update", "carts", id, {…}]`. */
export async function adminTransact(app: SyncApp, schema: SchemaSource, actor: Actor, steps: unknown): Promise<number> {
  if (!Array.isArray(steps)) throw new SyncError('param-malformed', 'steps is a list.');
  let txSteps: unknown[];
  try {
    txSteps = transform({ attrsStore: attrsStoreOf(app, schema), schema: schema as never }, { __ops: steps });
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'The steps could not be read.');
  }
  return app.write(actor, txSteps);
}

/** `POST /admin/refresh_tokens`: a new token for a user, who is made if he is not there. */
export async function adminRefreshToken(
  app: SyncApp,
  body: Record<string, unknown>,
): Promise<{ user: unknown; created: boolean }> {
  const { id, email } = body;
  const { idAttr, attrs } = app.model.etypes.get('$users')!;
  const known =
    typeof id === 'string'
      ? app.view.row('$users', id)
      : typeof email === 'string'
        ? app.view.having(attrs.get('email')!, email)[0]
        : undefined;
  if (!known && typeof id !== 'string' && typeof email !== 'string')
    throw new SyncError('param-missing', 'Name the user by id or email.');
  const userId = known?.id ?? (typeof id === 'string' ? id : crypto.randomUUID());
  const token = crypto.randomUUID();
  const steps: unknown[] = [['add-triple', userId, idAttr.id, userId]];
  if (!known && typeof email === 'string') steps.push(['add-triple', userId, attrs.get('email')!.id, email]);
  for (const [label, value] of Object.entries(extraFields(body)))
    steps.push(['add-triple', userId, fieldId(app, label), value]);
  await app.write('admin', steps, { addTokens: [{ hash: await hashToken(token), userId }] });
  return { user: userJson(app, app.view.row('$users', userId)!, token), created: !known };
}

/** `POST /admin/sign_in_guest`: a guest with fields fixed by us. */
export async function adminSignInGuest(app: SyncApp, body: Record<string, unknown>): Promise<{ user: unknown }> {
  const fields = extraFields(body);
  for (const label of Object.keys(fields)) fieldId(app, label);
  const { userId, token } = await createGuest(app, fields);
  return { user: userJson(app, app.view.row('$users', userId)!, token) };
}

/** The user named by id, email or refresh token. */
export async function findUser(
  app: SyncApp,
  by: { id?: unknown; email?: unknown; refresh_token?: unknown },
): Promise<Row | undefined> {
  if (typeof by.id === 'string') return app.view.row('$users', by.id);
  if (typeof by.refresh_token === 'string') return app.userOf(by.refresh_token);
  if (typeof by.email === 'string')
    return app.view.having(app.model.etypes.get('$users')!.attrs.get('email')!, by.email)[0];
  throw new SyncError('param-missing', 'Name the user by id, email or refresh_token.');
}

function extraFields(body: Record<string, unknown>): Record<string, unknown> {
  const fields = body['extra-fields'] ?? {};
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new SyncError('param-malformed', 'extra-fields is an object.');
  return { ...fields };
}

function fieldId(app: SyncApp, label: string): string {
  const attr = app.model.etypes.get('$users')!.attrs.get(label);
  if (!attr || label === 'id') throw invalid(`$users has no field "${label.slice(0, 80)}".`);
  return attr.id;
}
