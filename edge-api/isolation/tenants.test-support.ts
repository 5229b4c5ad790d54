import { textIndexOf } from '../text-index.ts';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { PlatformScope, StoreScope } from '../contract/keys.ts';
import type { Database, SqlRow } from '../db/database.ts';
import type { TestApi } from '../routes/api.test-support.ts';
import { sell, variantId } from '../routes/catalogue.test-support.ts';
import type { Operation, Values } from './openapi.test-support.ts';

/** A store with something secret in every column, and all that opens it. */
export interface Tenant {
  readonly handle: string;
  readonly id: string;
  /** A host name that is verified as this store's. */
  readonly host: string;
  /** A secret key that may do everything to this store. */
  readonly key: string;
  readonly publishableKey: string;
  /** Values of the things an operation names. */
  values(operation: Operation): Values;
  /** Cursors and tags that its own answers gave, by operation. */
  readonly cursors: Map<string, string | null>;
  readonly etags: Map<string, string>;
}

/** 32 bytes that stand nowhere but where they were written: who holds them, which column, and chance. */
export const canary = (handle: string, what: string): string =>
  `${handle}x${createHash('sha256').update(`${handle} ${what}`).digest('hex')}`.slice(0, 32);

/** Columns whose text decides how the store works, so that it stays as it was written. */
const WORKING =
  /(?:^|_)(?:id|ids|hash|status|kind|reason|at|since|until|clock|currency|country|locale|policy|period|metric|plan|provider|method|step|role|state|type|action)$|^(?:handle|host|scopes|limits|database_url|sha256|schema_version|idempotency_key|billing_cycle|status_before|allowed_origins|location|migration|name_of|payment_status|token)$/;

/** Columns that do not take a canary, learned from the first store: of further ones all are planted in one round trip. */
const refused = new Set<string>();
const planted = new Set<string>();

/** Writes canaries into every column of text that can hold one. */
async function plant(db: Database, tables: readonly string[], where: (table: string) => string, handle: string) {
  const columns = await db.read(
    tables.map((table) => ({ sql: `SELECT name, type, pk FROM pragma_table_info('${table}')` })),
  );
  const updates = tables.flatMap((table, at) =>
    columns[at]!.filter(({ name, type, pk }) => type === 'TEXT' && Number(pk) === 0 && !WORKING.test(String(name)))
      .map(({ name }) => `${table}.${String(name)}`)
      .filter((name) => !refused.has(name))
      .map((name) => {
        const column = `"${name.slice(table.length + 1)}"`;
        // Where a column wants JSON, a canary inside of what is there; where it wants something else, the fixture has it.
        const sql = `UPDATE "${table}" SET ${column} = CASE WHEN json_valid(${column})
             AND substr(${column}, 1, 1) IN ('{', '[') THEN ${column} ELSE ? END ${where(table)}`;
        return { name, sql, args: [canary(handle, name)] };
      }),
  );
  if (updates.every(({ name }) => planted.has(name))) {
    await db.write(updates.map(({ sql, args }) => ({ sql, args })));
    return;
  }
  for (const { name, sql, args } of updates)
    await db.run(sql, args).then(
      () => planted.add(name),
      (error: unknown) => {
        if (!(error instanceof Error && /CHECK|UNIQUE|FOREIGN/.test(error.message))) throw error;
        refused.add(name);
      },
    );
}

const tablesOf = async (db: Database): Promise<string[]> =>
  (
    await db.all(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
         AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'libsql%' AND name NOT LIKE 'search_index%'
         AND name NOT LIKE '%migrations%' ORDER BY name`,
    )
  ).map(({ name }) => String(name));

/** How the rows of one store are found in a table of the platform; undefined for a table that is not about stores. */
async function platformTables(platform: Database): Promise<[table: string, column: string][]> {
  const tables = await tablesOf(platform);
  const columns = await platform.read(
    tables.map((table) => ({ sql: `SELECT 1 FROM pragma_table_info('${table}') WHERE name = 'store_id'` })),
  );
  return tables.flatMap((table, at): [string, string][] =>
    table === 'stores' ? [[table, 'id']] : columns[at]!.length ? [[table, 'store_id']] : [],
  );
}

const YEAR = '2026-01-01T00:00:00.000Z';
/** A vector as every product of these stores has it. */
const EVERY_WAY = JSON.stringify(Array.from({ length: 256 }, () => 1));

/** Id of the mail a store has: a ULID of its own. */
const messageOf = (handle: string): string =>
  `01MAJ${canary(handle, 'message')
    .toUpperCase()
    .replaceAll(/[^0-9A-HJKMNP-TV-Z]/g, '0')}`.slice(0, 26);

/** Rows that the API does not write by itself, so that no table of a store is empty. */
const STORE_ROWS = (handle: string, cartId: string): [sql: string, args: (string | number)[]][] => [
  [
    `UPDATE products SET image = ?`,
    [JSON.stringify({ id: 'i', url: `https://x.example/${canary(handle, 'image')}`, alt: '', width: 1, height: 1 })],
  ],
  [
    `INSERT INTO images (id, product_id, url, position) VALUES (?, 'p-mug', 'https://x.example/a.png', 1)`,
    [`i-${handle}`],
  ],
  [
    `INSERT INTO videos (id, product_id, url, alt, position) VALUES (?, 'p-mug', 'https://x.example/a.mp4', ?, 1)`,
    [`f-${handle}`, canary(handle, 'video')],
  ],
  [
    `INSERT INTO product_metafields (product_id, namespace, key, position, name, value)
     VALUES ('p-mug', 'custom', 'material', 0, 'Material', ?)`,
    [canary(handle, 'material')],
  ],
  [`UPDATE variants SET image_id = ?, extra = ?`, [`i-${handle}`, JSON.stringify({ a: canary(handle, 'extra') })]],
  [
    `UPDATE products SET extra = ?, tags = ?`,
    [JSON.stringify({ a: canary(handle, 'extra') }), JSON.stringify([canary(handle, 'tag')])],
  ],
  [
    `INSERT INTO pages (id, type, slug, title, details, sections, version, live_version, live_slug, published_at, created_at, updated_at)
     VALUES (?, 'landing', ?, ?, ?, ?, 1, 1, ?, 1, 1, 1)`,
    [
      `pag-${handle}`,
      `page-${handle}`,
      canary(handle, 'page-title'),
      JSON.stringify({ description: canary(handle, 'page-description') }),
      JSON.stringify([{ id: `sec-${handle}`, version: 1, active: true }]),
      `page-${handle}`,
    ],
  ],
  [
    `INSERT INTO page_versions (page_id, version, slug, title, details, sections, created_at) VALUES (?, 1, ?, ?, '{}', ?, 1)`,
    [
      `pag-${handle}`,
      `page-${handle}`,
      canary(handle, 'page-version'),
      JSON.stringify([{ id: `sec-${handle}`, version: 1 }]),
    ],
  ],
  [
    `INSERT INTO sections (id, page_id, version, created_at, updated_at) VALUES (?, ?, 1, 1, 1)`,
    [`sec-${handle}`, `pag-${handle}`],
  ],
  [
    `INSERT INTO section_versions (section_id, version, type, variant, content, settings, created_at)
     VALUES (?, 1, 'call-to-action', 'banner', ?, '{}', 1)`,
    [`sec-${handle}`, JSON.stringify({ heading: canary(handle, 'section-heading') })],
  ],
  [
    `INSERT INTO redirects (path, target, status, origin, created_at) VALUES (?, ?, 301, 'merchant', 1)`,
    [`/${canary(handle, 'old-path')}`, `/${canary(handle, 'new-path')}`],
  ],
  ...postRows(handle, `post-${handle}`),
  ...postRows(handle, `post-${handle}-2`),
  [
    `INSERT INTO authors (handle, name, created_at, updated_at) VALUES (?, ?, 1, 1)`,
    [`author-${handle}`, canary(handle, 'author')],
  ],
  [
    `INSERT INTO post_tags (tag, page_id, name) VALUES (?, ?, ?)`,
    [canary(handle, 'post-tag'), `post-${handle}`, canary(handle, 'post-tag-name')],
  ],
  [
    `INSERT INTO section_senders (id, name, secret, created_at) VALUES (?, ?, ?, 1)`,
    [`snd-${handle}`, canary(handle, 'sender'), canary(handle, 'sender-secret')],
  ],
  [
    `INSERT INTO section_messages (sender_id, id, digest, answer, received_at) VALUES (?, ?, ?, '{}', 1)`,
    [`snd-${handle}`, canary(handle, 'message-id'), canary(handle, 'message-digest')],
  ],
  [`INSERT INTO section_removals (id, sent_at, removed_at) VALUES (?, 1, 1)`, [`gone-${canary(handle, 'removal')}`]],
  ...blockRows(handle, `blk-${handle}`),
  [
    `INSERT INTO themes (id, name, source, css, created_at, updated_at) VALUES (?, ?, '{}', ?, 1, 1)`,
    [`thm-${handle}`, canary(handle, 'theme'), canary(handle, 'theme-css')],
  ],
  [
    `INSERT INTO media (id, digest, name, mime, bytes, created_at) VALUES (?, ?, ?, 'image/png', 1, 1)`,
    [`med-${handle}`, canary(handle, 'media-digest'), canary(handle, 'media-name')],
  ],
  [
    `INSERT INTO newsletter_subscribers (email, status, words, token_hash, leave_token, asked_at) VALUES (?, 'pending', ?, ?, ?, 1)`,
    [`news-${handle}@example.com`, canary(handle, 'news-words'), canary(handle, 'news-token'), canary(handle, 'leave')],
  ],
  [
    `INSERT INTO cart_entries (cart_id, id, kind, variant_id, options, quantity, text, clock)
     VALUES (?, ?, 'note', '', ?, 0, 'x', '0loyw3v28-0000-test')`,
    [cartId, crypto.randomUUID(), JSON.stringify({ engraving: canary(handle, 'engraving') })],
  ],
  [
    `INSERT INTO cart_tokens (token_hash, cart_id, created_at) VALUES (?, ?, 1)`,
    [canary(handle, 'cart-token'), cartId],
  ],
  [
    `INSERT INTO cart_handovers (code_hash, cart_id, from_origin, to_origin, expires_at) VALUES (?, ?, ?, ?, 1)`,
    [canary(handle, 'handover'), cartId, canary(handle, 'from'), canary(handle, 'to')],
  ],
  [`INSERT INTO cart_ended_families (cart_id, family) VALUES (?, ?)`, [cartId, canary(handle, 'family')]],
  [
    `UPDATE search_settings SET settings = ?`,
    [
      JSON.stringify({
        synonyms: [{ words: ['mug', canary(handle, 'own-synonym')] }],
        rules: [{ query: canary(handle, 'query'), pins: [canary(handle, 'pin')], hides: [canary(handle, 'hide')] }],
        recommendations: [{ product: 'mug', picks: [canary(handle, 'pick')] }],
      }),
    ],
  ],
  [
    `INSERT INTO discounts (id, title, kind, rule, created_at, updated_at) VALUES (?, ?, 'order', ?, ?, ?)`,
    [
      `d-${handle}`,
      canary(handle, 'discount'),
      JSON.stringify({ value: { type: 'percentage', bps: 1000 } }),
      YEAR,
      YEAR,
    ],
  ],
  [
    `INSERT INTO discount_codes (id, discount_id, code, code_key, created_at) VALUES (?, ?, ?, ?, ?)`,
    [`dc-${handle}`, `d-${handle}`, canary(handle, 'code'), canary(handle, 'code').toUpperCase(), YEAR],
  ],
  [
    `INSERT INTO discount_redemptions (order_id, discount_id, code_id, email, amount_minor, redeemed_at)
     SELECT id, ?, ?, ?, 1, ? FROM orders LIMIT 1`,
    [`d-${handle}`, `dc-${handle}`, canary(handle, 'redeemer'), YEAR],
  ],
  [
    `INSERT INTO outbox (id, kind, payload, due_at, done_at) VALUES (?, 'done', ?, 1, 1)`,
    [`o-${handle}`, JSON.stringify({ a: canary(handle, 'payload') })],
  ],
  [
    `INSERT INTO fulfilments (id, order_id, carrier, created_at, updated_at)
     SELECT 'ful-' || id, id, ?, placed_at, placed_at FROM orders`,
    [canary(handle, 'carrier')],
  ],
  [
    `INSERT INTO fulfilment_lines (fulfilment_id, line_id, quantity) SELECT f.id, l.id, 1 FROM fulfilments f, order_lines l`,
    [],
  ],
  [
    `INSERT INTO returns (id, order_id, reason, created_at) SELECT 'ret-' || id, id, ?, placed_at FROM orders`,
    [canary(handle, 'return')],
  ],
  [`INSERT INTO return_lines (return_id, line_id, quantity) SELECT r.id, l.id, 1 FROM returns r, order_lines l`, []],
  [`UPDATE payments SET captured_minor = amount_minor`, []],
  [
    `INSERT INTO refunds (id, order_id, payment_id, amount_minor, reason, idempotency_key, created_at, updated_at)
     SELECT 'ref-' || id, order_id, id, 1, ?, ?, created_at, created_at FROM payments`,
    [canary(handle, 'refund'), canary(handle, 'refund-key')],
  ],
  [
    `INSERT INTO refund_lines (refund_id, line_id, quantity, amount_minor) SELECT r.id, l.id, 1, 1 FROM refunds r, order_lines l`,
    [],
  ],
  [
    `INSERT INTO checkouts (id, token_hash, link_hash, email, fields, lines, page, consent, created_at, updated_at, expires_at)
     VALUES (?, 'x', 'y', ?, ?, '[]', ?, ?, 1, 1, 9e15)`,
    [
      crypto.randomUUID(),
      canary(handle, 'draft-email'),
      JSON.stringify({ name: canary(handle, 'draft-name') }),
      canary(handle, 'draft-page'),
      JSON.stringify({ at: 'x', text: canary(handle, 'draft-consent') }),
    ],
  ],
  [
    `INSERT INTO payment_events (provider, event_id, type, about, ref, payment_hint, body_digest, received_at, processed_at)
     VALUES ('test', ?, 'payment.succeeded', 'payment', ?, ?, ?, '2026', '2026')`,
    [canary(handle, 'event'), canary(handle, 'ref'), canary(handle, 'hint'), canary(handle, 'digest')],
  ],
  [
    `INSERT INTO disputes (provider, provider_ref, order_id, payment_id, status, amount_minor, currency, reason, created_at, updated_at)
     SELECT 'test', ?, order_id, id, 'open', 1, 'EUR', ?, '2026', '2026' FROM payments LIMIT 1`,
    [canary(handle, 'dispute'), canary(handle, 'contested')],
  ],
  [
    `INSERT INTO payment_providers (provider, settings, sealed, key_id, updated_at) VALUES ('stripe', ?, ?, ?, '2026')`,
    [
      JSON.stringify({
        live: false,
        publishableKey: `pk_test_${canary(handle, 'publishable')}`,
        secretKeyEnd: 'last',
        webhookSecretEnd: 'four',
      }),
      canary(handle, 'sealed'),
      canary(handle, 'sealing key'),
    ],
  ],
  [
    `INSERT INTO messages (id, event_id, kind, recipient, subject, html, text, locale, unsubscribe_token, status, due_at, created_at)
     VALUES (?, 'e', 'order_confirmation', 'x@shop.example', 'x', 'x', 'x', 'en', ?, 'dead', 1, ?)`,
    [messageOf(handle), canary(handle, 'unsubscribe'), YEAR],
  ],
  [
    `INSERT INTO outbox (id, kind, payload, due_at, failed_at, error) VALUES (?, 'event', '{}', 1, 1, 'x')`,
    [`d-${handle}`],
  ],
  [`INSERT INTO mail_optouts (email, at) VALUES (?, ?)`, [`${canary(handle, 'optout')}@shop.example`, YEAR]],
  [
    `INSERT INTO webhook_endpoints (id, url, secret, created_at, updated_at) VALUES (?, ?, 'whsec_x', ?, ?)`,
    [`w-${handle}`, `https://${handle}.example/${canary(handle, 'hook')}`, YEAR, YEAR],
  ],
  [
    `INSERT INTO webhook_events (id, type, payload, created_at) VALUES (?, 'order.placed', ?, ?)`,
    [`v-${handle}`, JSON.stringify({ a: canary(handle, 'told') }), YEAR],
  ],
  [
    `INSERT INTO webhook_deliveries (id, endpoint_id, event_id, status, due_at, created_at, log) VALUES (?, ?, ?, 'dead', 1, ?, ?)`,
    [
      `v-${handle}_w-${handle}`,
      `w-${handle}`,
      `v-${handle}`,
      YEAR,
      JSON.stringify([{ at: YEAR, status: 500, ms: 1, answer: canary(handle, 'answer') }]),
    ],
  ],
  [`INSERT INTO product_vectors (product, vector) SELECT rowid, vector32(?) FROM products`, [EVERY_WAY]],
  [
    `INSERT INTO product_vector_bits (product, bits, text_hash) SELECT rowid, vector1bit(?), ? FROM products`,
    [EVERY_WAY, canary(handle, 'text_hash')],
  ],
  [`INSERT INTO product_sales (product_id, orders, weight) SELECT id, 1, 1 FROM products`, []],
  [`INSERT INTO product_pairs (product_id, other_id, orders, weight) VALUES ('p-mug', 'p-mug-1', 2, 2)`, []],
  [`INSERT INTO product_popularity (product_id, score) SELECT id, 7 FROM products`, []],
  ...accountRows(handle),
];

/** A live block that has drawn something once, and failed once. */
function blockRows(handle: string, id: string): [sql: string, args: (string | number)[]][] {
  const texts = JSON.stringify({ en: { greeting: canary(handle, 'block-text') } });
  const settings = JSON.stringify([{ id: 'title', type: 'text', label: canary(handle, 'block-setting') }]);
  return [
    [
      `INSERT INTO blocks (id, name, title, source, settings, texts, live_version, failures, created_at, updated_at)
       VALUES (?, ?, 'x', 'x', ?, ?, 1, 1, 1, 1)`,
      [id, canary(handle, 'block-name'), settings, texts],
    ],
    [
      `INSERT INTO block_versions (block_id, version, title, source, code, settings, texts, created_at)
       VALUES (?, 1, 'x', 'x', 'x', ?, ?, 1)`,
      [id, settings, texts],
    ],
    [
      `INSERT INTO block_outputs (block_id, way, locale, version, html, css, drawn_at) VALUES (?, ?, 'en', 1, 'x', 'x', 1)`,
      [id, canary(handle, 'block-way')],
    ],
    [
      `INSERT INTO block_failures (block_id, version, reason, message, settings, first_at, last_at)
       VALUES (?, 1, 'threw', 'x', ?, 1, 1)`,
      [id, JSON.stringify({ title: canary(handle, 'block-value') })],
    ],
  ];
}

/** A live post, by its id, which is its slug too. */
function postRows(handle: string, id: string): [sql: string, args: (string | number)[]][] {
  const details = JSON.stringify({
    author: `author-${handle}`,
    excerpt: canary(handle, 'post-excerpt'),
    html: canary(handle, 'post-html'),
    tags: [canary(handle, 'post-tag')],
  });
  const title = canary(handle, `${id} title`);
  return [
    [
      `INSERT INTO pages (id, type, slug, title, details, version, live_version, live_slug, published_at, created_at, updated_at)
       VALUES (?, 'post', ?, ?, ?, 1, 1, ?, 1, 1, 1)`,
      [id, id, title, details, id],
    ],
    [
      `INSERT INTO page_versions (page_id, version, slug, title, details, sections, created_at) VALUES (?, 1, ?, ?, ?, '[]', 1)`,
      [id, id, title, details],
    ],
  ];
}

/** Somebody with an account, and one row of everything that comes with it. */
function accountRows(handle: string): [sql: string, args: (string | number)[]][] {
  const account = `a-${canary(handle, 'account')}`;
  const session = `s-${canary(handle, 'session')}`;
  const later = '2199-01-01T00:00:00.000Z';
  const secret = (what: string) => canary(handle, what);
  return [
    [
      `INSERT INTO accounts (id, email, email_verified, name, wish, created_at, updated_at) VALUES (?, ?, 1, 'x', '{}', ?, ?)`,
      [account, `${secret('account-email')}@shop.example`, YEAR, YEAR],
    ],
    [`UPDATE customers SET account_id = ?, tags = ?`, [account, JSON.stringify([secret('customer-tag')])]],
    [
      `INSERT INTO account_credentials (id, account_id, provider_id, provider_account_id, password, created_at, updated_at)
       VALUES ('c', ?, 'credential', ?, 'x', ?, ?)`,
      [account, account, YEAR, YEAR],
    ],
    [
      `INSERT INTO account_sessions (id, account_id, token_hash, expires_at, ip_address, user_agent, created_at, updated_at)
       VALUES (?, ?, ?, ?, 'x', 'x', ?, ?)`,
      [session, account, secret('session-hash'), later, YEAR, YEAR],
    ],
    [
      `INSERT INTO account_proofs (id, identifier, value, expires_at, created_at, updated_at) VALUES ('p', 'x', 'x', ?, ?, ?)`,
      [later, YEAR, YEAR],
    ],
    [
      `INSERT INTO account_codes (hash, kind, account_id, session_id, detail, expires_at) VALUES (?, 'hand_over', ?, ?, '{}', ?)`,
      [secret('code-hash'), account, session, later],
    ],
    [
      `INSERT INTO account_tokens (hash, session_id, origin_hash, given_at, expires_at) VALUES (?, ?, 'x', ?, ?)`,
      [secret('token-hash'), session, YEAR, later],
    ],
    [
      `INSERT INTO account_passkeys (id, account_id, public_key, name, created_at) VALUES (?, ?, 'x', 'x', ?)`,
      [secret('passkey'), account, YEAR],
    ],
    [`INSERT INTO account_attempts (hash, tries, since) VALUES (?, 1, 1)`, [secret('attempt-hash')]],
    [`INSERT OR IGNORE INTO account_secret (id, hash) VALUES (1, ?)`, [secret('store-secret').padEnd(64, '0')]],
    [
      `INSERT INTO customer_addresses (id, customer_id, address, is_default, created_at, updated_at)
       SELECT ?, id, ?, 1, ?, ? FROM customers`,
      [`d-${handle}`, JSON.stringify({ ...ADDRESS, line1: secret('saved-street') }), YEAR, YEAR],
    ],
    [
      `INSERT INTO customer_consents (id, customer_id, kind, given, at, source, text_version)
       SELECT ?, id, 'marketing_email', 1, ?, 'x', 'x' FROM customers`,
      [`k-${handle}`, YEAR],
    ],
  ];
}
const ADDRESS = { name: 'A', line1: 'B', line2: '', city: 'C', region: '', postcode: '', country: 'DE' };

/** The same for the platform. */
const PLATFORM_ROWS = (handle: string, id: string, host: string): [sql: string, args: (string | number)[]][] => [
  [
    `INSERT INTO domain_claims (host, store_id, status, proof, certificate_id, created_at, verified_at)
     VALUES (?, ?, 'verified', 'x', 'x', ?, ?)`,
    [host, id, YEAR, YEAR],
  ],
  [
    `INSERT INTO audit_log (id, at, store_id, actor, action, target, detail, request_id)
     VALUES (?, ?, ?, 'command', 'store.create', 'x', ?, 'x')`,
    [`7ZADDED0${id.slice(8)}`, YEAR, id, JSON.stringify({ a: canary(handle, 'detail') })],
  ],
  // No limit stands before what is to be tested.
  [`UPDATE stores SET plan = 'enterprise' WHERE id = ?`, [id]],
  [`INSERT INTO usage_counters (store_id, metric, period, amount) VALUES (?, 'test', '2026', 7)`, [id]],
  [
    `INSERT INTO subscriptions (id, store_id, plan, status, billing_cycle, amount_minor, currency, stripe_subscription_id,
       period_start, period_end, created_at) VALUES (?, ?, 'basic', 'active', 'month', 1, 'EUR', ?, ?, ?, ?)`,
    [`s-${id}`, id, canary(handle, 'stripe'), YEAR, YEAR, YEAR],
  ],
];

/** The id of a backup of a store: a real one, or where none can be made the row of one. */
async function backupOf(
  api: TestApi,
  { handle, id, key }: { handle: string; id: string; key: string },
): Promise<string> {
  const made = await api.request(`/v1/admin/stores/${handle}/backups`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{}',
  });
  // The API's own tests check the shape.
  if (made.status === 201) return ((await made.json()) as { backup: { id: string } }).backup.id;
  await made.body?.cancel();
  const backup = `01BACK00${id.slice(8)}`;
  await api.databases.platform.run(
    `INSERT INTO store_backups (id, store_id, handle, location, bytes, sha256, summary, note, created_at)
     VALUES (?, ?, ?, ?, 1, ?, ?, 'x', ?)`,
    [
      backup,
      id,
      handle,
      `${handle}/${canary(handle, 'location')}`,
      canary(handle, 'sha').padEnd(64, '0'),
      JSON.stringify({ parts: 'all', schema: 'x', tables: {} }),
      YEAR,
    ],
  );
  return backup;
}

/** Makes a store and fills it. */
export async function tenant(api: TestApi, handle: string): Promise<Tenant> {
  const secret = (what: string) => canary(handle, what);
  const settings = {
    branding: { font: secret('font'), logo: `https://x.example/${secret('logo')}` },
    paymentMethods: [{ id: 'bank_transfer' as const, title: secret('payment'), instructions: secret('instructions') }],
    shipping: { methods: [{ id: 'standard', title: secret('shipping') }] },
  };
  const collection = `all-${secret('collection')}`;
  const shelf = Array.from({ length: 3 }, (_, index) => ({
    handle: index === 0 ? 'mug' : `mug-${index}`,
    title: `Mug ${index}`,
    collections: [collection],
    tags: [secret('tag')],
    variants: [
      { options: ['Blue'], stock: 1000 },
      { options: ['Red'], id: `${secret('variant')}${index}` },
    ],
  }));
  const only = { handle: `only-${secret('product')}`, collections: [collection] };
  const ownVariant = secret('own-variant');
  await api.store(
    handle,
    { name: secret('name'), settings },
    sell(...shelf, { ...only, variants: [{ id: ownVariant }] }),
  );
  const store = await api.databases.stores.find(handle);
  assert.ok(store);
  const { id } = store;
  const host = `${handle}-${secret('host').slice(0, 12)}.example`;
  const { platform } = api.databases;

  const base = `/v1/stores/${handle}`;
  const cart = (await api.post(`${base}/cart-sessions`, {})).body;
  const entryId = crypto.randomUUID();
  await api.post(`${base}/carts/${cart.cartId}/log`, {
    token: cart.token,
    entries: [
      {
        id: entryId,
        kind: 'add',
        variantId: ownVariant,
        options: { a: secret('option') },
        quantity: 1,
        text: '',
        clock: '0loyw3v28-0000-test',
      },
    ],
  });
  const draft = (await api.post(`${base}/checkout-drafts`, { fields: { note: secret('draft') } })).body;
  const idempotencyKey = secret('idempotency');
  const address = {
    name: secret('shopper'),
    line1: secret('street'),
    city: secret('city'),
    postcode: '10115',
    country: 'DE',
  };
  const placed = await api.post(`${base}/checkouts`, {
    idempotencyKey,
    lines: [{ variantId: variantId('mug'), quantity: 1 }],
    email: `${secret('email')}@shop.example`,
    shippingAddress: address,
    deliveryMethodId: 'standard',
    paymentMethodId: 'bank_transfer',
    note: secret('note'),
    expectedTotal: { amountMinor: 1000, currency: 'EUR' },
  });
  assert.equal(placed.status, 201);
  const { token: orderToken, id: orderId, lines } = placed.body.order;
  await api.inspect(handle, async (db) => {
    await db.write(STORE_ROWS(handle, cart.cartId).map(([sql, args]) => ({ sql, args })));
    await textIndexOf(db).catchUp();
    const tables = await tablesOf(db);
    const filled = await db.read(tables.map((table) => ({ sql: `SELECT 1 FROM "${table}" LIMIT 1` })));
    for (const [at, table] of tables.entries())
      assert.ok(filled[at]!.length, `Give the table ${table} of a store a row in STORE_ROWS.`);
    await plant(db, tables, () => '', handle);
  });

  const customerId = await api.inspect(handle, async (db) =>
    String((await db.first('SELECT id FROM customers'))?.['id']),
  );
  const key = await api.key(handle, ...StoreScope.options);
  const publishableKey = await api.key(handle);
  const spareKey = await api.key(handle);
  await platform.write(PLATFORM_ROWS(handle, id, host).map(([sql, args]) => ({ sql, args })));
  const backup = await backupOf(api, { handle, id, key });
  for (const [table, column] of await platformTables(platform))
    await plant(platform, [table], () => `WHERE "${column}" = '${id}'`, handle);

  const cursors = new Map<string, string | null>();
  const things: Record<string, unknown> = {
    store: handle,
    host,
    domain: host,
    key: spareKey.split('_')[1],
    discountId: `d-${handle}`,
    themeId: `thm-${handle}`,
    mediaId: `med-${handle}`,
    codeId: `dc-${handle}`,
    keyId: spareKey.split('_')[1],
    backup,
    backupId: backup,
    slug: `page-${handle}`,
    author: `author-${handle}`,
    picture: null,
    pageId: `pag-${handle}`,
    sectionId: `sec-${handle}`,
    section: { type: 'hero', content: { heading: 'Hello' } },
    src: '/media/picture.jpg',
    sender: `snd-${handle}`,
    cartId: cart.cartId,
    checkoutId: draft.draft.checkoutId,
    checkoutToken: draft.token,
    // No link was ever sent for it.
    recoveryToken: draft.token,
    orderId,
    lineId: lines[0].id,
    fulfilmentId: `ful-${orderId}`,
    returnId: `ret-${orderId}`,
    customerId,
    id: entryId,
    handle: only.handle,
    // Not as a path that one's redirects may lead to, too.
    'product-url': '/p/{handle}',
    collection,
    variantId: ownVariant,
    message: messageOf(handle),
    deadLetter: `d-${handle}`,
    endpoint: `w-${handle}`,
    endpointId: `w-${handle}`,
    delivery: `v-${handle}_w-${handle}`,
    url: 'https://hooks.example.com/in',
    since: YEAR,
    eventTypes: [],
    deliveryMethodId: 'standard',
    paymentMethodId: 'bank_transfer',
    provider: 'test',
    secretKey: 'sk_test_ofTheIsolationTests',
    publishableKey: 'pk_test_ofTheIsolationTests',
    webhookSecret: 'whsec_ofTheIsolationTests',
    idempotencyKey,
    before: `7ZADDED0${id.slice(8)}`,
    clock: '0loyw3v28-0001-test',
    country: 'DE',
    postcode: '10115',
    currency: 'EUR',
    locale: 'en',
    q: secret('products.title'),
    limit: 100,
    amountMinor: 1000,
    name: 'Some name',
    words: ['mug', secret('synonym')],
    product: only.handle,
    pins: [only.handle],
    hides: [],
    picks: ['mug'],
  };
  return {
    handle,
    id,
    host,
    key,
    publishableKey,
    cursors,
    etags: new Map(),
    values: (operation) => (name) => {
      if (name === 'token' && operation.path.includes('/checkout-drafts/')) return draft.token;
      if (name === 'token') return operation.path.includes('/orders/') ? orderToken : cart.token;
      if (name === 'type' && operation.path.includes('/section-schemas/')) return 'hero';
      if (name === 'name' && operation.path.includes('/blocks/')) return secret('blocks.name');
      if (name === 'name' && operation.path.endsWith('/blocks')) return `made-by-${handle}`;
      if (name === 'version' && operation.path.includes('/blocks/')) return 1;
      if (name === 'slug' && operation.path.includes('/posts/')) return `post-${handle}`;
      if (name === 'handle' && operation.door !== 'public') return handle;
      if (name === 'products' && operation.path.endsWith('/recommendations')) return only.handle;
      if (name === 'after' || name === 'cursor') return cursors.get(operation.name) ?? null;
      return things[name];
    },
  };
}

/** A key of the platform that may do everything. */
export const platformKey = (api: TestApi): Promise<string> => api.key(null, ...PlatformScope.options);

const rowsOf = async (
  api: TestApi,
  { handle, id }: Pick<Tenant, 'handle' | 'id'>,
): Promise<Record<string, SqlRow[]>> => {
  const { platform } = api.databases;
  const registry = await platformTables(platform);
  const known = await platform.read(
    registry.map(([table, column]) => ({ sql: `SELECT * FROM "${table}" WHERE "${column}" = ?`, args: [id] })),
  );
  // In one round trip: this is asked for after each operation.
  const own = await api.inspect(handle, async (db) => {
    const tables = await tablesOf(db);
    const rows = await db.read(tables.map((table) => ({ sql: `SELECT * FROM "${table}"` })));
    return tables.map((table, at): [string, SqlRow[]] => [table, rows[at]!]);
  });
  return Object.fromEntries([...registry.map(([table], at) => [`platform.${table}`, known[at]!] as const), ...own]);
};

/** Visits and orders are counted late and in bulk: those of B's own first days may come to the books at any time. */
const isCountedLate = (table: string, row: SqlRow): boolean =>
  table === 'platform.usage_counters' && row['metric'] !== 'test';

/** Any visitor may begin a checkout in a store: those that were there before have something of the store in them. */
const isAVisitors = (table: string, row: SqlRow, handle: string): boolean =>
  table === 'checkouts' && !JSON.stringify(row).includes(`${handle}x`);

/** When something of it was used last: a moment, nothing a store would miss. */
const MOMENT = new Set(['last_used_at', 'last_accessed_at']);

/** All that is stored of a store, as one text a table. */
export async function stored(api: TestApi, tenant: Pick<Tenant, 'handle' | 'id'>): Promise<Record<string, string>> {
  const rows = await rowsOf(api, tenant);
  return Object.fromEntries(
    Object.entries(rows).map(([table, rows]) => [
      table,
      rows
        .filter((row) => !isCountedLate(table, row) && !isAVisitors(table, row, tenant.handle))
        .map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !MOMENT.has(column))))
        .sort()
        .join('\n'),
    ]),
  );
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    if (/^[[{]/.test(value)) {
      try {
        return textsOf(JSON.parse(value));
      } catch {
        return [value];
      }
    }
    return [value];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

/** Every text of a store that is long enough to be nobody else's by chance, and what it opens. */
export async function secretsOf(api: TestApi, tenant: Tenant, others: readonly Tenant[]): Promise<Set<string>> {
  const longTexts = async (one: Tenant) =>
    Object.values(await rowsOf(api, one))
      .flatMap((rows) => rows.flatMap((row) => Object.values(row).flatMap(textsOf)))
      .filter((text) => text.length >= 12);
  const secrets = new Set([...(await longTexts(tenant)), tenant.key, tenant.publishableKey, tenant.host]);
  for (const other of others) for (const text of await longTexts(other)) secrets.delete(text);
  return secrets;
}
