// Made by `node tools/migrations-index.ts` from the .sql files beside it; a test keeps them in step.
import type { Migration } from '../edge-api/db/migrate.ts';

/** Migrations of the platform database, oldest first. */
export const platformMigrations: readonly Migration[] = [
  {
    name: '0001_stores',
    checksum: '4b69295037a224777b2c30f155b247f0b3d3641da3ca17929d08d957063e9857',
    sql: `-- The registry of stores. A store's own data is never here: each has a database of its own, whose address and sealed token this table keeps.
CREATE TABLE stores (
  id               TEXT    PRIMARY KEY,                -- ULID
  handle           TEXT    NOT NULL UNIQUE CHECK (length(handle) BETWEEN 1 AND 63),
  name             TEXT    NOT NULL,
  -- 'creating' reserves the handle while the store's database is made; such a row is not yet a store.
  status           TEXT    NOT NULL DEFAULT 'active' CHECK (status IN ('creating', 'active', 'trial', 'suspended', 'deleted')),
  plan             TEXT    NOT NULL DEFAULT 'basic' CHECK (plan IN ('basic', 'pro', 'enterprise')),
  trial_ends_at    TEXT,                               -- UTC, ISO 8601
  database_url     TEXT    NOT NULL,                   -- file:, http(s): or libsql:
  database_token   TEXT,                               -- AES-GCM, sealed; null where the database needs none
  token_key_id     TEXT,                               -- which key sealed it
  instant_app_id   TEXT    NOT NULL,                   -- UUID of the store's app in the sync server
  settings         TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
  limits           TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(limits)),
  created_at       TEXT    NOT NULL,
  updated_at       TEXT    NOT NULL,
  last_accessed_at TEXT
) STRICT;

-- Host names under which a store answers, besides its handle's subdomain.
CREATE TABLE store_domains (
  host        TEXT PRIMARY KEY,                        -- lower case, punycode
  store_id    TEXT NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
  status      TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'verified', 'failed')),
  created_at  TEXT NOT NULL,
  verified_at TEXT
) STRICT;
CREATE INDEX store_domains_by_store ON store_domains (store_id);

-- What a store used, by metric and period: '2026', '2026-11' or '2026-11-21'.
CREATE TABLE usage_counters (
  store_id TEXT    NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
  metric   TEXT    NOT NULL,
  period   TEXT    NOT NULL,
  amount   INTEGER NOT NULL DEFAULT 0 CHECK (amount >= 0),
  PRIMARY KEY (store_id, metric, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
  id                     TEXT    PRIMARY KEY,
  store_id               TEXT    NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
  plan                   TEXT    NOT NULL CHECK (plan IN ('basic', 'pro', 'enterprise')),
  status                 TEXT    NOT NULL CHECK (status IN ('trialing', 'active', 'past_due', 'cancelled')),
  billing_cycle          TEXT    NOT NULL CHECK (billing_cycle IN ('month', 'year')),
  amount_minor           INTEGER NOT NULL CHECK (amount_minor >= 0),
  currency               TEXT    NOT NULL CHECK (length(currency) = 3),
  stripe_subscription_id TEXT    UNIQUE,
  period_start           TEXT    NOT NULL,
  period_end             TEXT    NOT NULL,
  created_at             TEXT    NOT NULL
) STRICT;
CREATE INDEX subscriptions_by_store ON subscriptions (store_id);
`,
  },
  {
    name: '0002_tenancy',
    checksum: '11b4399492888e85c388e82be5610ea87290f2915f443c01bf3f4321f089195e',
    sql: `-- What keeps ten thousand stores apart: how a store lives and ends, the keys that open it, its host names, who did what.

-- How a store ends: deleted first, with a time of grace in which it can be brought back; then purged, in steps.
ALTER TABLE stores ADD COLUMN deleted_at TEXT;            -- UTC, ISO 8601; null while it is not deleted
ALTER TABLE stores ADD COLUMN status_before TEXT;         -- what it was before it was suspended or deleted
ALTER TABLE stores ADD COLUMN purging_since TEXT;         -- from here on there is no way back; an interrupted purge goes on
-- The last migration this store's database is known to have run; a hint that saves opening it, never a proof.
ALTER TABLE stores ADD COLUMN schema_version TEXT NOT NULL DEFAULT '';
-- Origins whose pages may write: '[]' means every origin. Exact, such as ["https://shop.example"].
ALTER TABLE stores ADD COLUMN allowed_origins TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(allowed_origins));
-- The store this one is a preview of; null for a store of its own.
ALTER TABLE stores ADD COLUMN cloned_from TEXT;
CREATE INDEX stores_by_status ON stores (status, updated_at);

-- Work on a store that takes several steps and may be killed between any two: each step is written down before it is begun.
CREATE TABLE store_jobs (
  id         TEXT PRIMARY KEY,                            -- ULID
  store_id   TEXT NOT NULL,                               -- the store may not be there yet, or no more
  handle     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('create', 'restore', 'clone', 'purge')),
  step       TEXT NOT NULL,                               -- the step that was begun last
  detail     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
  owner      TEXT NOT NULL,                               -- the attempt that works on it
  held_until TEXT NOT NULL,                               -- after this, another attempt may go on or roll back
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
-- One piece of work at a time on a store.
CREATE UNIQUE INDEX store_jobs_by_handle ON store_jobs (handle);

-- Keys of programs. Only a hash of the secret is kept; the id is a part of the key, so that one is found by one lookup.
CREATE TABLE api_keys (
  id           TEXT PRIMARY KEY,                          -- 26 characters, a ULID
  store_id     TEXT REFERENCES stores (id) ON DELETE CASCADE, -- null: a key of the platform
  kind         TEXT NOT NULL CHECK (kind IN ('publishable', 'secret', 'platform')),
  name         TEXT NOT NULL,                             -- what its owner calls it
  hash         TEXT NOT NULL,                             -- SHA-256 of the secret, hex
  hint         TEXT NOT NULL,                             -- its last four characters, to tell keys apart in a list
  scopes       TEXT NOT NULL CHECK (json_valid(scopes)),
  created_at   TEXT NOT NULL,
  expires_at   TEXT,                                      -- null: never
  revoked_at   TEXT,
  last_used_at TEXT,
  CHECK ((kind = 'platform') = (store_id IS NULL))
) STRICT;
CREATE INDEX api_keys_by_store ON api_keys (store_id, id);

-- Host names under which a store answers, besides its handle's subdomain. Several stores may claim one; one can prove it.
CREATE TABLE domain_claims (
  host               TEXT NOT NULL,                       -- lower case, punycode, no port, no trailing dot
  store_id           TEXT NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
  status             TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'verified', 'failed')),
  proof              TEXT NOT NULL,                       -- what the TXT record has to say
  canonical          INTEGER NOT NULL DEFAULT 0 CHECK (canonical IN (0, 1)),
  problem            TEXT,                                -- why the last check failed
  certificate_status TEXT NOT NULL DEFAULT 'none',
  certificate_id     TEXT,                                -- the vendor's id of the custom host name
  certificate_detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(certificate_detail)),
  created_at         TEXT NOT NULL,
  checked_at         TEXT,
  verified_at        TEXT,
  PRIMARY KEY (host, store_id)
) STRICT;
INSERT INTO domain_claims (host, store_id, status, proof, created_at, verified_at)
  SELECT host, store_id, status, lower(hex(randomblob(16))), created_at, verified_at FROM store_domains;
DROP TABLE store_domains;
CREATE UNIQUE INDEX domain_claims_verified ON domain_claims (host) WHERE status = 'verified';
CREATE UNIQUE INDEX domain_claims_canonical ON domain_claims (store_id) WHERE canonical = 1;
CREATE INDEX domain_claims_by_store ON domain_claims (store_id, host);
CREATE INDEX domain_claims_by_check ON domain_claims (status, checked_at);

-- Copies of a store's database, made while it was being written.
CREATE TABLE store_backups (
  id         TEXT PRIMARY KEY,                            -- ULID
  store_id   TEXT NOT NULL,                               -- a backup may outlive its store
  handle     TEXT NOT NULL,
  location   TEXT NOT NULL,                               -- where the backup port keeps it
  bytes      INTEGER NOT NULL CHECK (bytes >= 0),
  sha256     TEXT NOT NULL,
  summary    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(summary)), -- rows by table, schema, versions: what a restore must find
  note       TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX store_backups_by_store ON store_backups (store_id, id);

-- Every administrative change: who, what, on which store. Rows are added and never changed.
CREATE TABLE audit_log (
  id         TEXT PRIMARY KEY,                            -- ULID
  at         TEXT NOT NULL,
  store_id   TEXT,                                        -- null: the platform itself; kept when the store is gone
  actor      TEXT NOT NULL,                               -- 'key:<id>', 'command', 'system'
  action     TEXT NOT NULL,                               -- such as store.suspend, key.create
  target     TEXT NOT NULL DEFAULT '',                    -- id of what was changed
  detail     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)), -- never a secret
  request_id TEXT
) STRICT;
CREATE INDEX audit_log_by_store ON audit_log (store_id, id);
`,
  },
  {
    name: '0003_store_jobs',
    checksum: 'ca196ea09aeb8e763d33eea7cbf692940d67c8224db6e2b6cb3d5cb4a8b25132',
    sql: `-- The handle of a store that is being made is held by its job alone. Attempts that were under way become jobs nobody holds.
INSERT INTO store_jobs (id, store_id, handle, kind, step, owner, held_until, created_at, updated_at)
  SELECT id, id, handle, 'create', 'begin', '', updated_at, created_at, updated_at FROM stores WHERE status = 'creating';
DELETE FROM stores WHERE status = 'creating';
-- Deleted before there was a time of grace: it begins with their last change.
UPDATE stores SET deleted_at = updated_at WHERE status = 'deleted' AND deleted_at IS NULL;
`,
  },
  {
    name: '0005_domain_checks',
    checksum: '096ab5f6e9f59f086ff48956b7a1b27dc84a9a04c19bca7ff5f1344892704d6c',
    sql: `-- A proof that is gone for a while costs a store its domain: since when is written down, so that a day's mistake does not.
ALTER TABLE domain_claims ADD COLUMN failing_since TEXT;  -- UTC, ISO 8601; null while the last answer held the proof
CREATE INDEX domain_claims_by_certificate ON domain_claims (certificate_status, checked_at);
`,
  },
  {
    name: '0006_backups',
    checksum: '0803ca20b77f55d282f193f8040a82e85bf60e66afcaa513cb49bf0305f4b12b',
    sql: `-- A restore makes a second database for its store; this is the name of the one in use. Null: the store's handle.
ALTER TABLE stores ADD COLUMN database_name TEXT;
`,
  },
  {
    name: '0008_store_apps',
    checksum: '5192e847b5f68fb9ed3dfdbf5af038c8d3fc5bad6cb062800be5cfe45d66c396',
    sql: `-- The sync server asks whether an app is an open store's: for each session, and each second for those in memory.
CREATE INDEX stores_by_app ON stores (instant_app_id);
`,
  },
  {
    name: '0009_store_requests',
    checksum: '631418a5aa2a047b2fd8a0271d80f49c41cfc40f28ea5f456021304a0c5b47c4',
    sql: `-- Requests to make a store that named themselves by an idempotencyKey: the same one again answers the same store.
CREATE TABLE store_requests (
  actor      TEXT NOT NULL,                               -- 'key:<id>'
  key        TEXT NOT NULL,                               -- as the caller named it
  request    TEXT NOT NULL,                               -- SHA-256 of what was asked for, hex
  store_id   TEXT NOT NULL,                               -- chosen before the store is made
  created_at TEXT NOT NULL,
  PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
`,
  },
  {
    name: '0010_backup_jobs',
    checksum: '6f10c3c081465c91346200fc3fe4724c8a339b4f37c8eabf792296ae2e1d7e17',
    sql: `-- A backup is work on its store like a purge: neither begins while the other is under way, and what a killed one left is found.
CREATE TABLE store_jobs_next (
  id         TEXT PRIMARY KEY,                            -- ULID
  store_id   TEXT NOT NULL,                               -- the store may not be there yet, or no more
  handle     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('create', 'restore', 'clone', 'purge', 'backup')),
  step       TEXT NOT NULL,                               -- the step that was begun last
  detail     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
  owner      TEXT NOT NULL,                               -- the attempt that works on it
  held_until TEXT NOT NULL,                               -- after this, another attempt may go on or roll back
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
INSERT INTO store_jobs_next SELECT * FROM store_jobs;
DROP TABLE store_jobs;
ALTER TABLE store_jobs_next RENAME TO store_jobs;
CREATE UNIQUE INDEX store_jobs_by_handle ON store_jobs (handle);
`,
  },
];

/** Migrations of a store's database, oldest first. */
export const storeMigrations: readonly Migration[] = [
  {
    name: '0001_catalogue',
    checksum: '340d6ba3c060ea50f131a37588f05779c3b8652ba13f312bc0b5783096197d6b',
    sql: `-- The catalogue of one store. Prices are integers of the smallest unit of the store's one currency (\`store_state.currency\`).

-- One row. \`catalogue_version\` goes up in the transaction of every change a shopper could see, stock included; ETags and caches carry it.
-- \`price_version\` goes up with every change that could change what an order costs (prices, tax, shipping, currency), and not with stock.
CREATE TABLE store_state (
  id                INTEGER PRIMARY KEY CHECK (id = 1),
  catalogue_version INTEGER NOT NULL DEFAULT 1,
  price_version     INTEGER NOT NULL DEFAULT 1,
  handle            TEXT    NOT NULL,
  name              TEXT    NOT NULL,
  currency          TEXT    NOT NULL CHECK (length(currency) = 3),
  locale            TEXT    NOT NULL DEFAULT 'en',
  -- JSON of the settings schema in edge-api/repositories/settings.ts: branding, languages, payment, shipping, tax, cart.
  settings          TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(settings))
) STRICT;

CREATE TABLE products (
  rowid            INTEGER PRIMARY KEY,                -- named, or VACUUM would renumber rows under the full-text index
  id               TEXT    NOT NULL UNIQUE,            -- ULID
  handle           TEXT    NOT NULL UNIQUE,
  title            TEXT    NOT NULL,
  body_html        TEXT    NOT NULL DEFAULT '',        -- as the merchant wrote it; never sent to a browser
  description_html TEXT    NOT NULL DEFAULT '',        -- body_html, sanitised on write
  description_text TEXT    NOT NULL DEFAULT '',        -- its text, for search
  vendor           TEXT    NOT NULL DEFAULT '',
  product_type     TEXT    NOT NULL DEFAULT '',
  tags             TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  status           TEXT    NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'draft', 'archived')),
  published        INTEGER NOT NULL DEFAULT 1 CHECK (published IN (0, 1)),
  -- Derived from the variants whenever they are written, so that a list reads one table.
  price_min_minor  INTEGER NOT NULL DEFAULT 0 CHECK (price_min_minor >= 0),
  price_max_minor  INTEGER NOT NULL DEFAULT 0 CHECK (price_max_minor >= price_min_minor),
  compare_at_minor INTEGER CHECK (compare_at_minor >= 0),
  available        INTEGER NOT NULL DEFAULT 0 CHECK (available IN (0, 1)),
  variant_count    INTEGER NOT NULL DEFAULT 0,
  only_variant_id  TEXT,
  image            TEXT    CHECK (image IS NULL OR json_valid(image)), -- first image, as the contract's Image
  position         INTEGER NOT NULL DEFAULT 0,         -- the merchant's own order ("featured")
  seo_title        TEXT,
  seo_description  TEXT,
  gift_card        INTEGER NOT NULL DEFAULT 0 CHECK (gift_card IN (0, 1)),
  extra            TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(extra)), -- columns of an import we do not model, given back by export
  content_hash     TEXT    NOT NULL DEFAULT '',        -- of the imported rows: the same file again changes nothing
  created_at       TEXT    NOT NULL,                   -- UTC, ISO 8601
  updated_at       TEXT    NOT NULL
) STRICT;

-- Lists: keyset pages of what is on sale, one index a sort key.
CREATE INDEX products_by_position ON products (position, id) WHERE status = 'active' AND published = 1;
CREATE INDEX products_by_created  ON products (created_at, id) WHERE status = 'active' AND published = 1;
CREATE INDEX products_by_price    ON products (price_min_minor, id) WHERE status = 'active' AND published = 1;
CREATE INDEX products_by_title    ON products (title COLLATE NOCASE, id) WHERE status = 'active' AND published = 1;
CREATE INDEX products_by_vendor   ON products (vendor, id) WHERE status = 'active' AND published = 1;
CREATE INDEX products_by_type     ON products (product_type, id) WHERE status = 'active' AND published = 1;

CREATE TABLE product_options (
  product_id TEXT    NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL CHECK (position BETWEEN 1 AND 10),
  name       TEXT    NOT NULL,
  linked_to  TEXT    NOT NULL DEFAULT '',              -- metafield an option is linked to in Shopify; only carried
  PRIMARY KEY (product_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE images (
  id         TEXT    PRIMARY KEY,                      -- ULID
  product_id TEXT    NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  url        TEXT    NOT NULL,
  alt        TEXT    NOT NULL DEFAULT '',
  width      INTEGER,                                  -- pixels; null when not measured
  height     INTEGER,
  position   INTEGER NOT NULL,
  UNIQUE (product_id, url, position)
) STRICT;
CREATE INDEX images_by_product ON images (product_id, position);

CREATE TABLE variants (
  id                 TEXT    PRIMARY KEY,              -- ULID
  product_id         TEXT    NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  position           INTEGER NOT NULL,
  option_values      TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(option_values)), -- in the order of product_options
  sku                TEXT    NOT NULL DEFAULT '',
  barcode            TEXT    NOT NULL DEFAULT '',
  price_minor        INTEGER NOT NULL CHECK (price_minor >= 0),
  compare_at_minor   INTEGER CHECK (compare_at_minor >= 0),
  cost_minor         INTEGER CHECK (cost_minor >= 0),
  inventory_tracked  INTEGER NOT NULL DEFAULT 0 CHECK (inventory_tracked IN (0, 1)),
  inventory_tracker  TEXT    NOT NULL DEFAULT '',      -- who tracks it, as imported
  inventory_quantity INTEGER NOT NULL DEFAULT 0,       -- may be negative where back-orders are allowed, or as imported
  inventory_policy   TEXT    NOT NULL DEFAULT 'deny' CHECK (inventory_policy IN ('deny', 'continue')),
  weight_grams       REAL    NOT NULL DEFAULT 0,
  weight_unit        TEXT    NOT NULL DEFAULT '',
  requires_shipping  INTEGER NOT NULL DEFAULT 1 CHECK (requires_shipping IN (0, 1)),
  taxable            INTEGER NOT NULL DEFAULT 1 CHECK (taxable IN (0, 1)),
  tax_code           TEXT    NOT NULL DEFAULT '',
  fulfilment_service TEXT    NOT NULL DEFAULT 'manual',
  image_id           TEXT    REFERENCES images (id) ON DELETE SET NULL,
  extra              TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(extra)),
  UNIQUE (product_id, option_values)
) STRICT;
CREATE INDEX variants_by_product ON variants (product_id, position);
CREATE INDEX variants_by_sku ON variants (sku) WHERE sku <> '';

CREATE TABLE collections (
  id               TEXT    PRIMARY KEY,
  handle           TEXT    NOT NULL UNIQUE,
  title            TEXT    NOT NULL,
  description_html TEXT    NOT NULL DEFAULT '',        -- sanitised on write
  image            TEXT    CHECK (image IS NULL OR json_valid(image)),
  position         INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE collection_products (
  collection_id TEXT    NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
  product_id    TEXT    NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  position      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (collection_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_products_by_product ON collection_products (product_id);

-- A tag a product, so that filters and facets need no JSON.
CREATE TABLE product_tags (
  tag        TEXT NOT NULL,
  product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  PRIMARY KEY (tag, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_tags_by_product ON product_tags (product_id);
`,
  },
  {
    name: '0002_search',
    checksum: 'ba45869f8e63ead4c33d5accb704090e7c305c907da9ebed0e2ec3b572694327',
    sql: `-- Full-text index of the products, kept in step by triggers. Variants' SKUs and option values are found through \`variants_text\`, which the writer of variants keeps.
ALTER TABLE products ADD COLUMN variants_text TEXT NOT NULL DEFAULT '';

CREATE VIRTUAL TABLE products_fts USING fts5 (
  title, vendor, product_type, tags, variants_text, description_text,
  content = 'products', content_rowid = 'rowid',
  tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TRIGGER products_fts_insert AFTER INSERT ON products BEGIN
  INSERT INTO products_fts (rowid, title, vendor, product_type, tags, variants_text, description_text)
  VALUES (new.rowid, new.title, new.vendor, new.product_type, new.tags, new.variants_text, new.description_text);
END;

CREATE TRIGGER products_fts_delete AFTER DELETE ON products BEGIN
  INSERT INTO products_fts (products_fts, rowid, title, vendor, product_type, tags, variants_text, description_text)
  VALUES ('delete', old.rowid, old.title, old.vendor, old.product_type, old.tags, old.variants_text, old.description_text);
END;

CREATE TRIGGER products_fts_update AFTER UPDATE OF title, vendor, product_type, tags, variants_text, description_text ON products BEGIN
  INSERT INTO products_fts (products_fts, rowid, title, vendor, product_type, tags, variants_text, description_text)
  VALUES ('delete', old.rowid, old.title, old.vendor, old.product_type, old.tags, old.variants_text, old.description_text);
  INSERT INTO products_fts (rowid, title, vendor, product_type, tags, variants_text, description_text)
  VALUES (new.rowid, new.title, new.vendor, new.product_type, new.tags, new.variants_text, new.description_text);
END;

-- The catalogue's own words, for completing what is typed.
CREATE VIRTUAL TABLE products_words USING fts5vocab (products_fts, 'row');
`,
  },
  {
    name: '0003_selling',
    checksum: '5662ff0f874e818624e872ccab3e6f0b8d4c6c94e6b5d894c4db706f3a2fb1f7',
    sql: `-- Carts over HTTP, orders, stock. An order and the stock it takes are written in one transaction, whose triggers refuse what would oversell or what was priced by older prices.

-- A cart this store knows. With live sync its log is in the sync server, otherwise in cart_entries.
CREATE TABLE carts (
  id         TEXT    PRIMARY KEY,                      -- UUID
  token_hash TEXT    NOT NULL UNIQUE,                  -- SHA-256 of the token, hex
  user_id    TEXT,                                     -- UUID of the guest in the sync server; null without one
  created_at INTEGER NOT NULL,                         -- epoch milliseconds
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX carts_by_expiry ON carts (expires_at);

CREATE TABLE cart_entries (
  id         TEXT    PRIMARY KEY,                      -- UUID made by the writer
  cart_id    TEXT    NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
  kind       TEXT    NOT NULL CHECK (kind IN ('add', 'set', 'take', 'note')),
  variant_id TEXT    NOT NULL,
  options    TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
  quantity   INTEGER NOT NULL CHECK (quantity BETWEEN 0 AND 9999),
  text       TEXT    NOT NULL DEFAULT '',
  clock      TEXT    NOT NULL
) STRICT;
CREATE INDEX cart_entries_by_cart ON cart_entries (cart_id, clock, id);

CREATE TABLE customers (
  id         TEXT PRIMARY KEY,
  email      TEXT NOT NULL COLLATE NOCASE UNIQUE,
  name       TEXT NOT NULL DEFAULT '',
  phone      TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE orders (
  id                TEXT    PRIMARY KEY,               -- ULID
  number            INTEGER NOT NULL UNIQUE CHECK (number > 0),
  token_hash        TEXT    NOT NULL UNIQUE,           -- SHA-256 of the token a shopper opens it with
  token             TEXT    NOT NULL,                  -- the token itself, so that a repeated checkout can answer it again
  idempotency_key   TEXT    NOT NULL UNIQUE,
  request_hash      TEXT    NOT NULL,                  -- SHA-256 of the request: the same key with another body is refused
  price_version     INTEGER NOT NULL,                  -- the version its prices were read at
  status            TEXT    NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'completed', 'cancelled')),
  payment_status    TEXT    NOT NULL DEFAULT 'pending' CHECK (payment_status IN ('pending', 'paid', 'refunded', 'voided')),
  fulfilment_status TEXT    NOT NULL DEFAULT 'unfulfilled' CHECK (fulfilment_status IN ('unfulfilled', 'partial', 'fulfilled')),
  customer_id       TEXT    REFERENCES customers (id),
  email             TEXT    NOT NULL,
  phone             TEXT    NOT NULL DEFAULT '',
  shipping_address  TEXT    NOT NULL CHECK (json_valid(shipping_address)),
  delivery          TEXT    NOT NULL CHECK (json_valid(delivery)),
  payment           TEXT    NOT NULL CHECK (json_valid(payment)),
  note              TEXT    NOT NULL DEFAULT '',
  currency          TEXT    NOT NULL CHECK (length(currency) = 3),
  subtotal_minor    INTEGER NOT NULL CHECK (subtotal_minor >= 0),
  discount_minor    INTEGER NOT NULL DEFAULT 0 CHECK (discount_minor >= 0),
  shipping_minor    INTEGER NOT NULL CHECK (shipping_minor >= 0),
  tax_minor         INTEGER NOT NULL CHECK (tax_minor >= 0),
  tax_included      INTEGER NOT NULL CHECK (tax_included IN (0, 1)),
  total_minor       INTEGER NOT NULL CHECK (total_minor >= 0),
  cart_id           TEXT,
  placed_at         TEXT    NOT NULL                   -- UTC, ISO 8601
) STRICT;
CREATE INDEX orders_by_placed ON orders (placed_at, id);
CREATE INDEX orders_by_email ON orders (email);

-- What the edge priced must still be what the store charges when the order is written.
CREATE TRIGGER orders_priced_now BEFORE INSERT ON orders
WHEN new.price_version <> (SELECT price_version FROM store_state WHERE id = 1) BEGIN
  SELECT RAISE(ABORT, 'vitrine:prices_changed');
END;

CREATE TABLE order_lines (
  order_id      TEXT    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  variant_id    TEXT    NOT NULL,
  product_id    TEXT    NOT NULL,
  quantity      INTEGER NOT NULL CHECK (quantity > 0),
  unit_minor    INTEGER NOT NULL CHECK (unit_minor >= 0),
  total_minor   INTEGER NOT NULL CHECK (total_minor >= 0),
  snapshot      TEXT    NOT NULL CHECK (json_valid(snapshot)), -- title, variant title, handle, sku, image, options as bought
  PRIMARY KEY (order_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE payments (
  id           TEXT    PRIMARY KEY,
  order_id     TEXT    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  provider     TEXT    NOT NULL,                       -- 'manual', later 'stripe'
  method       TEXT    NOT NULL,
  status       TEXT    NOT NULL CHECK (status IN ('pending', 'paid', 'failed', 'refunded')),
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  currency     TEXT    NOT NULL CHECK (length(currency) = 3),
  created_at   TEXT    NOT NULL
) STRICT;
CREATE INDEX payments_by_order ON payments (order_id);

-- Ledger of stock. Writing a movement moves the stock; a sale that the stock cannot cover aborts its whole transaction.
CREATE TABLE stock_movements (
  id         TEXT    PRIMARY KEY,
  variant_id TEXT    NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
  order_id   TEXT,
  delta      INTEGER NOT NULL CHECK (delta <> 0),
  reason     TEXT    NOT NULL CHECK (reason IN ('sale', 'restock', 'correction')),
  created_at TEXT    NOT NULL
) STRICT;
CREATE INDEX stock_movements_by_variant ON stock_movements (variant_id, created_at);

CREATE TRIGGER stock_movements_refuse_oversell BEFORE INSERT ON stock_movements
WHEN new.reason = 'sale' AND EXISTS (
  SELECT 1 FROM variants v WHERE v.id = new.variant_id
    AND v.inventory_tracked = 1 AND v.inventory_policy = 'deny' AND v.inventory_quantity + new.delta < 0
) BEGIN
  SELECT RAISE(ABORT, 'vitrine:not_enough_stock');
END;

CREATE TRIGGER stock_movements_apply AFTER INSERT ON stock_movements BEGIN
  UPDATE variants SET inventory_quantity = inventory_quantity + new.delta
    WHERE id = new.variant_id AND inventory_tracked = 1;
END;

-- Work to do after a transaction, written in it and done at least once: taking an order's lines out of its cart, mirroring it for live status.
CREATE TABLE outbox (
  id         TEXT    PRIMARY KEY,
  kind       TEXT    NOT NULL,
  payload    TEXT    NOT NULL CHECK (json_valid(payload)),
  attempts   INTEGER NOT NULL DEFAULT 0,
  due_at     INTEGER NOT NULL,                         -- epoch milliseconds
  done_at    INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE done_at IS NULL;
`,
  },
  {
    name: '0004_cart_entry_ids',
    checksum: '99033a73529db0ed951f5526164aa9810c4ba3ea49e6035e00d63c258f38f939',
    sql: `-- An entry's id is unique within its cart, not across carts: what one shopper writes must not keep another's entry out.
CREATE TABLE cart_entries_by_owner (
  cart_id    TEXT    NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
  id         TEXT    NOT NULL,                         -- UUID made by the writer
  kind       TEXT    NOT NULL CHECK (kind IN ('add', 'set', 'take', 'note')),
  variant_id TEXT    NOT NULL,
  options    TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
  quantity   INTEGER NOT NULL CHECK (quantity BETWEEN 0 AND 9999),
  text       TEXT    NOT NULL DEFAULT '',
  clock      TEXT    NOT NULL,
  PRIMARY KEY (cart_id, id)
) STRICT, WITHOUT ROWID;

INSERT INTO cart_entries_by_owner (cart_id, id, kind, variant_id, options, quantity, text, clock)
  SELECT cart_id, id, kind, variant_id, options, quantity, text, clock FROM cart_entries;
DROP TABLE cart_entries;
ALTER TABLE cart_entries_by_owner RENAME TO cart_entries;

-- A collection in the merchant's own order, page by page, without sorting the whole of it.
CREATE INDEX collection_products_by_position ON collection_products (collection_id, position, product_id);
`,
  },
  {
    name: '0005_search_index',
    checksum: 'c60b712fb7e87ca10cdaa34d752d8a0e90c45532b85b8ca197489f604463d6c6',
    sql: `-- What search is made of. Everything here follows from the catalogue and can be made again; nothing of it travels in a backup.

-- One row. \`epoch\` tells this database's index from that of any other it is copied from or replaced by.
CREATE TABLE search_state (
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  epoch        TEXT    NOT NULL,
  seq          INTEGER NOT NULL DEFAULT 0,             -- number of the last change
  analysis     TEXT    NOT NULL DEFAULT '',            -- how the text index was analysed: version and language
  indexed_seq  INTEGER NOT NULL DEFAULT 0,             -- changes up to here are in the text index
  embedded_seq INTEGER NOT NULL DEFAULT 0,             -- changes up to here have their vectors
  documents    INTEGER NOT NULL DEFAULT 0,             -- products in the text index
  lengths      TEXT    NOT NULL DEFAULT '[0,0,0,0,0,0]' CHECK (json_valid(lengths)) -- words in all of them, by column of the index
) STRICT;
INSERT INTO search_state (id, epoch) VALUES (1, lower(hex(randomblob(12))));

-- One row a product that ever changed: the number of its latest change. What is derived reads on from where it was.
CREATE TABLE search_changes (
  product INTEGER PRIMARY KEY,                         -- products.rowid; the product may be gone
  seq     INTEGER NOT NULL
) STRICT;
CREATE INDEX search_changes_by_seq ON search_changes (seq);

CREATE TRIGGER search_products_insert AFTER INSERT ON products BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT new.rowid, seq FROM search_state WHERE true ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_products_delete AFTER DELETE ON products BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT old.rowid, seq FROM search_state WHERE true ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_products_update AFTER UPDATE OF handle, title, vendor, product_type, tags, status, published, price_min_minor, price_max_minor,
  available, position, created_at, variants_text, description_text ON products BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT new.rowid, seq FROM search_state WHERE true ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;

-- Rows of other tables belong to a product that is already there, or is being deleted with them.
CREATE TRIGGER search_tags_insert AFTER INSERT ON product_tags BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_tags_delete AFTER DELETE ON product_tags BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = old.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_collections_insert AFTER INSERT ON collection_products BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_collections_delete AFTER DELETE ON collection_products BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = old.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_options_insert AFTER INSERT ON product_options BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_options_delete AFTER DELETE ON product_options BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = old.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_variants_insert AFTER INSERT ON variants BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_variants_delete AFTER DELETE ON variants BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = old.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_variants_update AFTER UPDATE OF option_values ON variants BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;

-- What is there already is a change to all that is derived.
INSERT INTO search_changes SELECT rowid, row_number() OVER (ORDER BY rowid) FROM products;
UPDATE search_state SET seq = (SELECT count(*) FROM search_changes);

-- Words as analysed by the edge, stemmed and folded; rowid is the product's.
CREATE VIRTUAL TABLE search_index USING fts5 (
  title, kind, vendor, tags, codes, body, tokenize = 'unicode61 remove_diacritics 0'
);

-- The terms of the index, and in how many products each is.
CREATE TABLE search_terms (
  term      TEXT    PRIMARY KEY,
  documents INTEGER NOT NULL,
  titles    INTEGER NOT NULL                           -- products that have it in title, kind or vendor
) STRICT, WITHOUT ROWID;

-- The catalogue's own words as people write them, folded, with the term that stands for them.
CREATE TABLE search_words (
  word TEXT    PRIMARY KEY,
  term TEXT    NOT NULL,
  seen INTEGER NOT NULL                                -- how often it was read, to tell the usual writing from the rare
) STRICT, WITHOUT ROWID;
CREATE INDEX search_words_by_term ON search_words (term);
`,
  },
  {
    name: '0006_facets',
    checksum: 'c599d38de05689582a4f1835c4aa43800e2839dd954f1da069119ff63f3bf2b7',
    sql: `-- What results are narrowed by besides a product's own columns.

-- Metafields of products, a row a value; a list has several. Until now an import only carried them in \`products.extra\`, where they stay
-- for its export.
CREATE TABLE product_metafields (
  product_id TEXT    NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  namespace  TEXT    NOT NULL,                         -- of the one who made it; has no dot
  key        TEXT    NOT NULL,
  position   INTEGER NOT NULL,                         -- of the value in its list
  name       TEXT    NOT NULL,                         -- what the merchant calls it
  value      TEXT    NOT NULL,
  PRIMARY KEY (product_id, namespace, key, position)
) STRICT, WITHOUT ROWID;

-- As \`edge-api/repositories/catalogue-metafields.ts\` reads a column such as "Material (product.metafields.custom.material)".
INSERT INTO product_metafields (product_id, namespace, key, position, name, value)
SELECT field.product, field.namespace, field.name, row_number() OVER (PARTITION BY field.product, field.namespace, field.name ORDER BY item.id) - 1,
  coalesce(nullif(field.label, ''), field.name), trim(item.value, char(9, 10, 13, 32))
FROM (
  SELECT product, label, cell, substr(path, 1, instr(path, '.') - 1) AS namespace, substr(path, instr(path, '.') + 1) AS name
  FROM (
    SELECT p.id AS product, carried.value AS cell, trim(substr(carried.key, 1, instr(carried.key, '(product.metafields.') - 1)) AS label,
      substr(carried.key, instr(carried.key, '(product.metafields.') + 20, length(carried.key) - instr(carried.key, '(product.metafields.') - 20) AS path
    FROM products p, json_each(p.extra) carried
    WHERE carried.key GLOB '*(product.metafields.?*.?*)'
  )
) field, json_each(CASE
  WHEN substr(ltrim(field.cell), 1, 1) = '[' AND json_valid(field.cell) THEN field.cell
  WHEN field.namespace = 'shopify' THEN '[' || replace(json_quote(field.cell), ';', '","') || ']'
  ELSE json_array(field.cell) END) item
WHERE field.namespace <> '' AND field.name <> '' AND item.type IN ('text', 'integer', 'real')
  AND trim(item.value, char(9, 10, 13, 32)) <> '' AND length(trim(item.value, char(9, 10, 13, 32))) <= 5000;

CREATE TRIGGER search_metafields_insert AFTER INSERT ON product_metafields BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_metafields_delete AFTER DELETE ON product_metafields BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = old.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_metafields_update AFTER UPDATE ON product_metafields BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_options_update AFTER UPDATE OF name, position ON product_options BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;

-- A variant that sells out, or comes back, changes what is available in its size while the product stays available in others.
CREATE TRIGGER search_stock_update AFTER UPDATE OF inventory_tracked, inventory_policy, inventory_quantity ON variants
WHEN (old.inventory_tracked = 0 OR old.inventory_policy = 'continue' OR old.inventory_quantity > 0)
  <> (new.inventory_tracked = 0 OR new.inventory_policy = 'continue' OR new.inventory_quantity > 0) BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;

-- Collections have no products' rows: their names are counted apart.
ALTER TABLE search_state ADD COLUMN collections_seq INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER search_collection_names_insert AFTER INSERT ON collections BEGIN
  UPDATE search_state SET collections_seq = collections_seq + 1;
END;
CREATE TRIGGER search_collection_names_update AFTER UPDATE OF handle, title ON collections BEGIN
  UPDATE search_state SET collections_seq = collections_seq + 1;
END;
CREATE TRIGGER search_collection_names_delete AFTER DELETE ON collections BEGIN
  UPDATE search_state SET collections_seq = collections_seq + 1;
END;
`,
  },
  {
    name: '0007_meaning',
    checksum: 'ed044929576f5ed72713cc835fc5708c01ed414c83571c7ebfbea2555aa12d7a',
    sql: `-- What products mean, how much is bought and what together. Everything here follows from the catalogue and the orders and can be
-- made again; nothing of it travels in a backup, and nothing of it says who bought something.

-- One row: the model all vectors are of (its name says dimensions and version), and the last order that was counted.
CREATE TABLE meaning_state (
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  model        TEXT    NOT NULL DEFAULT '',
  counted      INTEGER NOT NULL DEFAULT 0,             -- orders.number
  since        INTEGER,                                -- epoch milliseconds the weights are counted from; NULL before the first order
  weight       REAL    NOT NULL DEFAULT 0,             -- of all orders that were counted
  heaviest     REAL    NOT NULL DEFAULT 0,             -- largest weight in product_sales
  scored_up_to TEXT    NOT NULL DEFAULT ''             -- product id up to which scores were looked at again
) STRICT;
INSERT INTO meaning_state (id) VALUES (1);

-- One vector a product that is on sale. Not STRICT, which knows no vector types.
CREATE TABLE product_vectors (
  product INTEGER PRIMARY KEY,                         -- products.rowid
  vector  F32_BLOB(256) NOT NULL
);
-- The same vectors with one bit a dimension, apart so that all of them are read in few pages, and what they were made of.
CREATE TABLE product_vector_bits (
  product   INTEGER PRIMARY KEY,
  bits      F1BIT_BLOB(256) NOT NULL,
  text_hash TEXT NOT NULL                              -- of the model's name and the text
);

-- How often products were ordered. \`weight\` grows by more the later the order is, so that old sales fade without being touched.
CREATE TABLE product_sales (
  product_id TEXT    PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  orders     INTEGER NOT NULL,
  weight     REAL    NOT NULL
) STRICT, WITHOUT ROWID;

-- How often two products were in one order; each pair is there from both sides.
CREATE TABLE product_pairs (
  product_id TEXT    NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  other_id   TEXT    NOT NULL,
  orders     INTEGER NOT NULL,
  weight     REAL    NOT NULL,
  PRIMARY KEY (product_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_pairs_by_weight ON product_pairs (product_id, weight);

-- 0 for what was never bought, 255 for what is bought most. Small moves are not written down: each costs a change of the index.
CREATE TABLE product_popularity (
  product_id TEXT    PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  score      INTEGER NOT NULL CHECK (score BETWEEN 0 AND 255)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_popularity_by_score ON product_popularity (score);

CREATE TRIGGER search_popularity_insert AFTER INSERT ON product_popularity WHEN new.score <> 0 BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_popularity_update AFTER UPDATE OF score ON product_popularity WHEN new.score <> old.score BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
`,
  },
  {
    name: '0008_search_settings',
    checksum: '2f0e49fa37f9e63788fa2d65b8a11d482bf82772cf6a828048275e6d26f6dc38',
    sql: `-- How a merchant steers search: words that mean the same, products pinned or hidden for a query, picks to recommend. One row.
CREATE TABLE search_settings (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  version    INTEGER NOT NULL DEFAULT 0,               -- goes up with every change; 0 until the first
  -- JSON of the schema in edge-api/contract/search-settings.ts; '{}' is a search that works.
  settings   TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
  updated_at TEXT                                      -- UTC, ISO 8601; NULL until the first change
) STRICT;
INSERT INTO search_settings (id) VALUES (1);
`,
  },
  {
    name: '0009_product_page',
    checksum: 'c720c6bf9c41e335e98f07eacebfed4de08f012b361cbd13ed978b851d985fa4',
    sql: `-- What a product page shows besides pictures and prices: videos, what a measure costs, when a variant is back.

-- Stands in for the picture until it is there: '#rrggbb', or a data: URI of a picture of a few pixels; null when none was made.
ALTER TABLE images ADD COLUMN placeholder TEXT;

-- How much a variant holds, and the measure its price is compared by, as in "500 ml" and "100 ml"; 0 where nothing is compared.
ALTER TABLE variants ADD COLUMN unit_total REAL NOT NULL DEFAULT 0 CHECK (unit_total >= 0);
ALTER TABLE variants ADD COLUMN unit_total_unit TEXT NOT NULL DEFAULT '';
ALTER TABLE variants ADD COLUMN unit_base REAL NOT NULL DEFAULT 0 CHECK (unit_base >= 0);
ALTER TABLE variants ADD COLUMN unit_base_unit TEXT NOT NULL DEFAULT '';
-- Day on which new stock is expected, ISO 8601 without a time; null when nobody knows.
ALTER TABLE variants ADD COLUMN restock_on TEXT;

-- Until now an import only carried what Shopify's file says of measures.
UPDATE variants SET
  unit_total      = CAST(json_extract(extra, '$."Unit Price Total Measure"') AS REAL),
  unit_total_unit = coalesce(json_extract(extra, '$."Unit Price Total Measure Unit"'), ''),
  unit_base       = max(0, CAST(coalesce(json_extract(extra, '$."Unit Price Base Measure"'), 0) AS REAL)),
  unit_base_unit  = coalesce(json_extract(extra, '$."Unit Price Base Measure Unit"'), ''),
  extra           = json_remove(extra, '$."Unit Price Total Measure"', '$."Unit Price Total Measure Unit"',
                      '$."Unit Price Base Measure"', '$."Unit Price Base Measure Unit"')
WHERE CAST(json_extract(extra, '$."Unit Price Total Measure"') AS REAL) > 0;

CREATE TABLE videos (
  id         TEXT    PRIMARY KEY,                      -- ULID
  product_id TEXT    NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  url        TEXT    NOT NULL,                         -- addresses of one film's files, separated by spaces, or its page at YouTube or Vimeo
  poster     TEXT    NOT NULL DEFAULT '',              -- address of the picture shown until it plays
  alt        TEXT    NOT NULL DEFAULT '',
  position   INTEGER NOT NULL,                         -- among the images; a video stands before the image of its own position
  UNIQUE (product_id, url)
) STRICT;
`,
  },
  {
    name: '0010_one_search_index',
    checksum: 'ae2210d4e8d8cf3deb54e9dd38cceac0387227140ebde4c9104985cc6778ea00',
    sql: `-- Search reads search_index. The first full-text index, with the words as SQLite takes them, goes.
DROP TRIGGER products_fts_insert;
DROP TRIGGER products_fts_delete;
DROP TRIGGER products_fts_update;
DROP TABLE products_words;
DROP TABLE products_fts;
`,
  },
  {
    name: '0011_orders',
    checksum: 'b3b99c0f5e72f835353b2651edc9a9ba4b4f3cb24aeffaa2182c298faadb9bee',
    sql: `-- What happens to an order after it was placed: payment, edits, shipping, returns, refunds, its end; and what it owes to whom.
-- The tables of orders are made anew, because their CHECKs change. Children go before their parents: dropping a parent deletes them.

DROP TRIGGER orders_priced_now;
DROP TRIGGER stock_movements_refuse_oversell;
DROP TRIGGER stock_movements_apply;
ALTER TABLE orders RENAME TO orders_before;
ALTER TABLE order_lines RENAME TO order_lines_before;
ALTER TABLE payments RENAME TO payments_before;
ALTER TABLE stock_movements RENAME TO stock_movements_before;

CREATE TABLE orders (
  id                TEXT    PRIMARY KEY,               -- ULID
  number            INTEGER NOT NULL UNIQUE CHECK (number > 0),
  token_hash        TEXT    NOT NULL UNIQUE,           -- SHA-256 of the token a shopper opens it with
  token             TEXT    NOT NULL,                  -- the token itself, so that a repeated checkout can answer it again
  idempotency_key   TEXT    NOT NULL UNIQUE,
  request_hash      TEXT    NOT NULL,                  -- SHA-256 of the request: the same key with another body is refused
  price_version     INTEGER NOT NULL,                  -- the version its prices were read at
  version           INTEGER NOT NULL DEFAULT 1,        -- goes up with every change: an edit is of the order it was made for, or is not
  status            TEXT    NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'completed', 'cancelled')),
  payment_status    TEXT    NOT NULL DEFAULT 'pending'
    CHECK (payment_status IN ('pending', 'authorized', 'paid', 'partially_refunded', 'refunded', 'failed', 'voided')),
  fulfilment_status TEXT    NOT NULL DEFAULT 'unfulfilled'
    CHECK (fulfilment_status IN ('unfulfilled', 'partial', 'fulfilled', 'returned')),
  disputed          INTEGER NOT NULL DEFAULT 0 CHECK (disputed IN (0, 1)),
  customer_id       TEXT    REFERENCES customers (id) ON DELETE SET NULL,
  email             TEXT    NOT NULL,
  phone             TEXT    NOT NULL DEFAULT '',
  locale            TEXT    NOT NULL DEFAULT '',       -- BCP 47 tag of the language it was placed in; '' is the store's
  shipping_address  TEXT    NOT NULL CHECK (json_valid(shipping_address)),
  billing_address   TEXT    CHECK (billing_address IS NULL OR json_valid(billing_address)), -- NULL is the shipping address
  delivery          TEXT    NOT NULL CHECK (json_valid(delivery)),
  payment           TEXT    NOT NULL CHECK (json_valid(payment)),
  note              TEXT    NOT NULL DEFAULT '',
  tags              TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  consent           TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(consent)), -- {"marketing": true} when the shopper said so
  currency          TEXT    NOT NULL CHECK (length(currency) = 3),
  exchange          TEXT    CHECK (exchange IS NULL OR json_valid(exchange)), -- {baseCurrency, rate as text}; NULL in the store's own currency
  subtotal_minor    INTEGER NOT NULL CHECK (subtotal_minor >= 0),
  discount_minor    INTEGER NOT NULL DEFAULT 0 CHECK (discount_minor >= 0),
  shipping_minor    INTEGER NOT NULL CHECK (shipping_minor >= 0),
  tax_minor         INTEGER NOT NULL CHECK (tax_minor >= 0),
  tax_included      INTEGER NOT NULL CHECK (tax_included IN (0, 1)),
  total_minor       INTEGER NOT NULL CHECK (total_minor >= 0),
  discounts         TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(discounts)), -- as the contract's AppliedDiscount
  tax_lines         TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(tax_lines)), -- as the contract's TaxLine
  paid_minor        INTEGER NOT NULL DEFAULT 0 CHECK (paid_minor >= 0),
  refunded_minor    INTEGER NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND paid_minor),
  cart_id           TEXT,
  checkout_id       TEXT,                              -- the draft it was placed from
  -- Epoch milliseconds until which its stock waits for its payment; NULL when it waits for ever or is paid.
  reserved_until    INTEGER,
  placed_at         TEXT    NOT NULL,                  -- UTC, ISO 8601
  cancelled_at      TEXT,
  cancel_reason     TEXT
) STRICT;

INSERT INTO orders (id, number, token_hash, token, idempotency_key, request_hash, price_version, status, payment_status,
    fulfilment_status, customer_id, email, phone, shipping_address, delivery, payment, note, currency, subtotal_minor,
    discount_minor, shipping_minor, tax_minor, tax_included, total_minor, paid_minor, refunded_minor, cart_id, placed_at)
  SELECT id, number, token_hash, token, idempotency_key, request_hash, price_version, status, payment_status,
    fulfilment_status, customer_id, email, phone, shipping_address, delivery, payment, note, currency, subtotal_minor,
    discount_minor, shipping_minor, tax_minor, tax_included, total_minor,
    CASE WHEN payment_status IN ('paid', 'refunded') THEN total_minor ELSE 0 END,
    CASE WHEN payment_status = 'refunded' THEN total_minor ELSE 0 END, cart_id, placed_at
  FROM orders_before;

CREATE TABLE order_lines (
  id             TEXT    NOT NULL UNIQUE,              -- ULID
  order_id       TEXT    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  position       INTEGER NOT NULL,
  variant_id     TEXT    NOT NULL,
  product_id     TEXT    NOT NULL,
  quantity       INTEGER NOT NULL CHECK (quantity > 0), -- as placed; what is still wanted is less by \`removed\`
  unit_minor     INTEGER NOT NULL CHECK (unit_minor >= 0),
  total_minor    INTEGER NOT NULL CHECK (total_minor >= 0), -- of what is still wanted, before discounts
  discount_minor INTEGER NOT NULL DEFAULT 0 CHECK (discount_minor BETWEEN 0 AND total_minor),
  tax_minor      INTEGER NOT NULL DEFAULT 0 CHECK (tax_minor >= 0),
  fulfilled      INTEGER NOT NULL DEFAULT 0 CHECK (fulfilled >= 0),
  returned       INTEGER NOT NULL DEFAULT 0 CHECK (returned BETWEEN 0 AND fulfilled),
  refunded       INTEGER NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND quantity),
  removed        INTEGER NOT NULL DEFAULT 0 CHECK (removed >= 0),
  snapshot       TEXT    NOT NULL CHECK (json_valid(snapshot)), -- title, variant title, handle, sku, image, options as bought
  PRIMARY KEY (order_id, position),
  -- No unit is sent twice, and none that was taken out.
  CHECK (fulfilled + removed <= quantity)
) STRICT, WITHOUT ROWID;

INSERT INTO order_lines (id, order_id, position, variant_id, product_id, quantity, unit_minor, total_minor, fulfilled, snapshot)
  SELECT l.order_id || '-' || l.position, l.order_id, l.position, l.variant_id, l.product_id, l.quantity, l.unit_minor,
    l.total_minor, CASE WHEN o.fulfilment_status = 'fulfilled' THEN l.quantity ELSE 0 END, l.snapshot
  FROM order_lines_before l JOIN orders_before o ON o.id = l.order_id;

CREATE TABLE payments (
  id             TEXT    PRIMARY KEY,                  -- ULID; the idempotency key of whatever is asked of the provider
  order_id       TEXT    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  provider       TEXT    NOT NULL,                     -- 'manual', 'stripe', 'test'
  method         TEXT    NOT NULL,                     -- id of the payment method in the store's settings
  status         TEXT    NOT NULL CHECK (status IN ('pending', 'requires_action', 'processing', 'succeeded', 'failed', 'cancelled')),
  amount_minor   INTEGER NOT NULL CHECK (amount_minor >= 0),
  currency       TEXT    NOT NULL CHECK (length(currency) = 3),
  provider_ref   TEXT,                                 -- the provider's own id, once it has one
  client_data    TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(client_data)), -- what a browser needs to go on
  captured_minor INTEGER NOT NULL DEFAULT 0 CHECK (captured_minor >= 0),
  refunded_minor INTEGER NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND captured_minor),
  attempts       INTEGER NOT NULL DEFAULT 0,
  next_check_at  INTEGER,                              -- epoch milliseconds; when the provider is asked again, NULL for never
  error          TEXT    NOT NULL DEFAULT '',
  created_at     TEXT    NOT NULL,                     -- UTC, ISO 8601
  updated_at     TEXT    NOT NULL
) STRICT;

INSERT INTO payments (id, order_id, provider, method, status, amount_minor, currency, captured_minor, refunded_minor, created_at, updated_at)
  SELECT id, order_id, provider, method,
    CASE status WHEN 'paid' THEN 'succeeded' WHEN 'refunded' THEN 'succeeded' ELSE status END, amount_minor, currency,
    CASE WHEN status IN ('paid', 'refunded') THEN amount_minor ELSE 0 END,
    CASE WHEN status = 'refunded' THEN amount_minor ELSE 0 END, created_at, created_at
  FROM payments_before;

-- Ledger of stock. Writing a movement moves the stock; a sale that the stock cannot cover aborts its whole transaction.
CREATE TABLE stock_movements (
  id         TEXT    PRIMARY KEY,
  variant_id TEXT    NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
  order_id   TEXT,
  delta      INTEGER NOT NULL CHECK (delta <> 0),
  reason     TEXT    NOT NULL CHECK (reason IN ('sale', 'release', 'restock', 'return', 'correction', 'edit')),
  created_at TEXT    NOT NULL
) STRICT;
INSERT INTO stock_movements SELECT id, variant_id, order_id, delta, reason, created_at FROM stock_movements_before;

DROP TABLE stock_movements_before;
DROP TABLE payments_before;
DROP TABLE order_lines_before;
DROP TABLE orders_before;

CREATE INDEX orders_by_placed ON orders (placed_at, id);
CREATE INDEX orders_by_email ON orders (email, number);
CREATE INDEX orders_by_customer ON orders (customer_id, number) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_by_reservation ON orders (reserved_until) WHERE reserved_until IS NOT NULL;
CREATE INDEX order_lines_by_variant ON order_lines (variant_id);
CREATE INDEX payments_by_order ON payments (order_id);
CREATE UNIQUE INDEX payments_by_ref ON payments (provider, provider_ref) WHERE provider_ref IS NOT NULL;
CREATE INDEX payments_by_check ON payments (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX stock_movements_by_variant ON stock_movements (variant_id, created_at);
CREATE INDEX stock_movements_by_order ON stock_movements (order_id, variant_id) WHERE order_id IS NOT NULL;

-- What the edge priced must still be what the store charges when the order is written.
CREATE TRIGGER orders_priced_now BEFORE INSERT ON orders
WHEN new.price_version <> (SELECT price_version FROM store_state WHERE id = 1) BEGIN
  SELECT RAISE(ABORT, 'vitrine:prices_changed');
END;

CREATE TRIGGER stock_movements_refuse_oversell BEFORE INSERT ON stock_movements
WHEN new.delta < 0 AND new.reason IN ('sale', 'edit') AND EXISTS (
  SELECT 1 FROM variants v WHERE v.id = new.variant_id
    AND v.inventory_tracked = 1 AND v.inventory_policy = 'deny' AND v.inventory_quantity + new.delta < 0
) BEGIN
  SELECT RAISE(ABORT, 'vitrine:not_enough_stock');
END;

-- An order gives back what it took, once, and nothing besides.
CREATE TRIGGER stock_movements_refuse_surplus BEFORE INSERT ON stock_movements
WHEN new.delta > 0 AND new.order_id IS NOT NULL AND new.delta + (
  SELECT coalesce(sum(m.delta), 0) FROM stock_movements m WHERE m.order_id = new.order_id AND m.variant_id = new.variant_id
) > 0 BEGIN
  SELECT RAISE(ABORT, 'vitrine:illegal_move');
END;

CREATE TRIGGER stock_movements_apply AFTER INSERT ON stock_movements BEGIN
  UPDATE variants SET inventory_quantity = inventory_quantity + new.delta
    WHERE id = new.variant_id AND inventory_tracked = 1;
END;

-- A row written here aborts its transaction with its word. A batch says by it under which conditions it may be written.
CREATE VIEW refusals AS SELECT '' AS word WHERE 0;
CREATE TRIGGER refusals_illegal_move INSTEAD OF INSERT ON refusals WHEN new.word = 'illegal_move' BEGIN
  SELECT RAISE(ABORT, 'vitrine:illegal_move');
END;
CREATE TRIGGER refusals_order_changed INSTEAD OF INSERT ON refusals WHEN new.word = 'order_changed' BEGIN
  SELECT RAISE(ABORT, 'vitrine:order_changed');
END;
CREATE TRIGGER refusals_not_enough_stock INSTEAD OF INSERT ON refusals WHEN new.word = 'not_enough_stock' BEGIN
  SELECT RAISE(ABORT, 'vitrine:not_enough_stock');
END;
CREATE TRIGGER refusals_checkout_closed INSTEAD OF INSERT ON refusals WHEN new.word = 'checkout_closed' BEGIN
  SELECT RAISE(ABORT, 'vitrine:checkout_closed');
END;

-- The legal moves of an order, as edge-api/contract/order-states.ts has them: a test tries every pair.
CREATE TRIGGER orders_status_moves BEFORE UPDATE OF status ON orders
WHEN old.status <> new.status AND NOT (
  (old.status = 'open' AND new.status = 'completed')
  OR (old.status = 'open' AND new.status = 'cancelled' AND old.fulfilment_status = 'unfulfilled')
  OR (old.status = 'cancelled' AND new.status = 'open' AND old.cancel_reason = 'payment_expired')
) BEGIN
  SELECT RAISE(ABORT, 'vitrine:illegal_move');
END;
CREATE TRIGGER orders_payment_moves BEFORE UPDATE OF payment_status ON orders
WHEN old.payment_status <> new.payment_status AND NOT (
  (old.payment_status = 'pending' AND new.payment_status IN ('authorized', 'paid', 'failed', 'voided'))
  OR (old.payment_status = 'authorized' AND new.payment_status IN ('paid', 'failed', 'voided'))
  OR (old.payment_status = 'failed' AND new.payment_status IN ('pending', 'authorized', 'paid', 'voided'))
  OR (old.payment_status = 'voided' AND new.payment_status IN ('pending', 'paid'))
  OR (old.payment_status = 'paid' AND new.payment_status IN ('partially_refunded', 'refunded'))
  OR (old.payment_status = 'partially_refunded' AND new.payment_status IN ('paid', 'refunded'))
  OR (old.payment_status = 'refunded' AND new.payment_status IN ('paid', 'partially_refunded'))
) BEGIN
  SELECT RAISE(ABORT, 'vitrine:illegal_move');
END;
CREATE TRIGGER orders_fulfilment_moves BEFORE UPDATE OF fulfilment_status ON orders
WHEN old.fulfilment_status <> new.fulfilment_status AND NOT (
  (old.fulfilment_status = 'unfulfilled' AND new.fulfilment_status IN ('partial', 'fulfilled') AND old.status = 'open')
  OR (old.fulfilment_status = 'partial' AND new.fulfilment_status = 'fulfilled' AND old.status = 'open')
  OR (old.fulfilment_status = 'fulfilled' AND new.fulfilment_status = 'returned' AND old.status <> 'cancelled')
) BEGIN
  SELECT RAISE(ABORT, 'vitrine:illegal_move');
END;

-- The timeline.
CREATE TABLE order_events (
  id       TEXT    PRIMARY KEY,                        -- ULID
  order_id TEXT    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  at       TEXT    NOT NULL,                           -- UTC, ISO 8601
  type     TEXT    NOT NULL,                           -- see edge-api/contract/orders.ts
  actor    TEXT    NOT NULL CHECK (actor IN ('shopper', 'merchant', 'system', 'provider')),
  detail   TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
  visible  INTEGER NOT NULL DEFAULT 0 CHECK (visible IN (0, 1)) -- to the shopper
) STRICT;
CREATE INDEX order_events_by_order ON order_events (order_id, at, id);
INSERT INTO order_events (id, order_id, at, type, actor, visible)
  SELECT id || '-placed', id, placed_at, 'placed', 'shopper', 1 FROM orders;

-- Parcels.
CREATE TABLE fulfilments (
  id              TEXT    PRIMARY KEY,                 -- ULID
  order_id        TEXT    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  idempotency_key TEXT    UNIQUE,
  carrier         TEXT    NOT NULL DEFAULT '',
  tracking_number TEXT    NOT NULL DEFAULT '',
  tracking_url    TEXT    NOT NULL DEFAULT '',
  notify          INTEGER NOT NULL DEFAULT 1 CHECK (notify IN (0, 1)), -- whether the shopper is sent a mail
  created_at      TEXT    NOT NULL,
  updated_at      TEXT    NOT NULL,
  delivered_at    TEXT
) STRICT;
CREATE INDEX fulfilments_by_order ON fulfilments (order_id, id);
CREATE TABLE fulfilment_lines (
  fulfilment_id TEXT    NOT NULL REFERENCES fulfilments (id) ON DELETE CASCADE,
  line_id       TEXT    NOT NULL REFERENCES order_lines (id) ON DELETE CASCADE,
  quantity      INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (fulfilment_id, line_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fulfilment_lines_by_line ON fulfilment_lines (line_id);

-- Goods that come back.
CREATE TABLE returns (
  id          TEXT PRIMARY KEY,                        -- ULID
  order_id    TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  status      TEXT NOT NULL DEFAULT 'requested' CHECK (status IN ('requested', 'received', 'declined')),
  reason      TEXT NOT NULL DEFAULT '',
  created_at  TEXT NOT NULL,
  received_at TEXT
) STRICT;
CREATE INDEX returns_by_order ON returns (order_id, id);
CREATE TABLE return_lines (
  return_id TEXT    NOT NULL REFERENCES returns (id) ON DELETE CASCADE,
  line_id   TEXT    NOT NULL REFERENCES order_lines (id) ON DELETE CASCADE,
  quantity  INTEGER NOT NULL CHECK (quantity > 0),
  restocked INTEGER NOT NULL DEFAULT 0 CHECK (restocked BETWEEN 0 AND quantity),
  PRIMARY KEY (return_id, line_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX return_lines_by_line ON return_lines (line_id);

-- Money that goes back.
CREATE TABLE refunds (
  id              TEXT    PRIMARY KEY,                 -- ULID; the idempotency key of what is asked of the provider
  order_id        TEXT    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  payment_id      TEXT    NOT NULL REFERENCES payments (id) ON DELETE CASCADE,
  amount_minor    INTEGER NOT NULL CHECK (amount_minor > 0),
  reason          TEXT    NOT NULL DEFAULT '',
  status          TEXT    NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'succeeded', 'failed')),
  provider_ref    TEXT,
  idempotency_key TEXT    NOT NULL UNIQUE,
  attempts        INTEGER NOT NULL DEFAULT 0,
  next_check_at   INTEGER,                             -- epoch milliseconds; when the provider is asked again, NULL for never
  error           TEXT    NOT NULL DEFAULT '',
  created_at      TEXT    NOT NULL,
  updated_at      TEXT    NOT NULL
) STRICT;
CREATE INDEX refunds_by_order ON refunds (order_id, id);
CREATE INDEX refunds_by_check ON refunds (next_check_at) WHERE next_check_at IS NOT NULL;
-- No more goes back than was taken, however many ask at once.
CREATE TRIGGER refunds_refuse_surplus BEFORE INSERT ON refunds
WHEN new.status <> 'failed' AND new.amount_minor + (
  SELECT coalesce(sum(r.amount_minor), 0) FROM refunds r WHERE r.payment_id = new.payment_id AND r.status <> 'failed'
) > (SELECT p.captured_minor FROM payments p WHERE p.id = new.payment_id) BEGIN
  SELECT RAISE(ABORT, 'vitrine:refund_too_high');
END;
CREATE TABLE refund_lines (
  refund_id    TEXT    NOT NULL REFERENCES refunds (id) ON DELETE CASCADE,
  line_id      TEXT    NOT NULL REFERENCES order_lines (id) ON DELETE CASCADE,
  quantity     INTEGER NOT NULL CHECK (quantity > 0),
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  restock      INTEGER NOT NULL DEFAULT 0 CHECK (restock IN (0, 1)),
  PRIMARY KEY (refund_id, line_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX refund_lines_by_line ON refund_lines (line_id);
`,
  },
  {
    name: '0012_payments',
    checksum: '77c19916efef420e5f4a2631d9ba24636b6ae31119318575baac7d15b4b9ce84',
    sql: `-- Payments with providers: what they send, what payers contest, and the keys of their accounts.

-- Of two payments of an order, one is over before the other begins: nobody is charged twice.
CREATE UNIQUE INDEX payments_one_at_a_time ON payments (order_id)
  WHERE provider <> 'manual' AND status IN ('pending', 'requires_action', 'processing');

-- What is over stays as it is.
CREATE TRIGGER payments_moves BEFORE UPDATE OF status ON payments
WHEN old.status <> new.status AND old.status NOT IN ('pending', 'requires_action', 'processing') BEGIN
  SELECT RAISE(ABORT, 'vitrine:illegal_move');
END;

CREATE TRIGGER refunds_moves BEFORE UPDATE OF status ON refunds
WHEN old.status <> new.status AND NOT (old.status = 'pending' OR (old.status = 'succeeded' AND new.status = 'failed')) BEGIN
  SELECT RAISE(ABORT, 'vitrine:illegal_move');
END;

-- A cancelled order takes no money, and none takes more than it costs.
CREATE TRIGGER orders_refuse_surplus BEFORE UPDATE OF paid_minor ON orders
WHEN new.paid_minor > old.paid_minor AND (new.status = 'cancelled' OR new.paid_minor > new.total_minor) BEGIN
  SELECT RAISE(ABORT, 'vitrine:order_changed');
END;

-- What providers have sent, each once however often it comes. It only says where to look.
CREATE TABLE payment_events (
  provider      TEXT    NOT NULL,
  event_id      TEXT    NOT NULL,                      -- the provider's
  type          TEXT    NOT NULL,
  about         TEXT    NOT NULL CHECK (about IN ('payment', 'refund', 'dispute', 'other')),
  ref           TEXT    NOT NULL,                      -- the provider's id of what it is about
  payment_hint  TEXT,                                  -- our id of the payment, as far as the sender knows
  body_digest   TEXT    NOT NULL,                      -- SHA-256, hex
  received_at   TEXT    NOT NULL,                      -- UTC, ISO 8601
  processed_at  TEXT,
  attempts      INTEGER NOT NULL DEFAULT 0,
  next_check_at INTEGER,                               -- epoch milliseconds; NULL once it is done, or given up
  error         TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (provider, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_events_by_check ON payment_events (next_check_at) WHERE next_check_at IS NOT NULL;

-- Payments that their payers contest.
CREATE TABLE disputes (
  provider     TEXT    NOT NULL,
  provider_ref TEXT    NOT NULL,
  order_id     TEXT    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  payment_id   TEXT    NOT NULL REFERENCES payments (id) ON DELETE CASCADE,
  status       TEXT    NOT NULL CHECK (status IN ('open', 'won', 'lost')),
  amount_minor INTEGER NOT NULL,
  currency     TEXT    NOT NULL CHECK (length(currency) = 3),
  reason       TEXT    NOT NULL DEFAULT '',
  created_at   TEXT    NOT NULL,
  updated_at   TEXT    NOT NULL,
  PRIMARY KEY (provider, provider_ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX disputes_by_order ON disputes (order_id);
CREATE INDEX disputes_by_payment ON disputes (payment_id);

-- Accounts of the merchant at providers. The secrets are sealed with the installation's key, for this very store.
CREATE TABLE payment_providers (
  provider   TEXT PRIMARY KEY,
  settings   TEXT NOT NULL CHECK (json_valid(settings)), -- what may be told
  sealed     TEXT NOT NULL,
  key_id     TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
`,
  },
  {
    name: '0013_discounts',
    checksum: '38671703e976106db92307dbefb3deb73f0a8c2b9a9839b988ab8be998fb6574',
    sql: `-- Discounts, the codes that bring them, and which order used which. The transaction of an order writes its redemptions;
-- triggers refuse the one that passes a limit, so that no number of shoppers at once uses a code more often than it may be.

CREATE TABLE discounts (
  id             TEXT    PRIMARY KEY,                  -- ULID
  title          TEXT    NOT NULL,
  kind           TEXT    NOT NULL CHECK (kind IN ('line', 'order', 'shipping')),
  automatic      INTEGER NOT NULL DEFAULT 0 CHECK (automatic IN (0, 1)), -- 1 applies by itself, 0 by one of its codes
  active         INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  rule           TEXT    NOT NULL CHECK (json_valid(rule)), -- DiscountRule of edge-api/contract/discounts.ts
  starts_at      INTEGER,                              -- epoch milliseconds; NULL has always begun
  ends_at        INTEGER CHECK (ends_at > coalesce(starts_at, ends_at - 1)), -- NULL never ends
  usage_limit    INTEGER CHECK (usage_limit > 0),      -- orders, in all
  customer_limit INTEGER CHECK (customer_limit > 0),   -- orders of one customer, known by account or e-mail
  used           INTEGER NOT NULL DEFAULT 0,           -- orders that use it now; kept by triggers
  created_at     TEXT    NOT NULL,                     -- UTC, ISO 8601
  updated_at     TEXT    NOT NULL
) STRICT;
CREATE INDEX discounts_automatic ON discounts (id) WHERE automatic = 1 AND active = 1;

CREATE TABLE discount_codes (
  id          TEXT    PRIMARY KEY,                     -- ULID
  discount_id TEXT    NOT NULL REFERENCES discounts (id) ON DELETE CASCADE,
  code        TEXT    NOT NULL,                        -- as the merchant writes it
  code_key    TEXT    NOT NULL UNIQUE,                 -- NFKC, trimmed, in capitals: what is compared
  usage_limit INTEGER CHECK (usage_limit > 0),         -- orders with this very code; NULL without a limit of its own
  used        INTEGER NOT NULL DEFAULT 0,
  created_at  TEXT    NOT NULL
) STRICT;
CREATE INDEX discount_codes_by_discount ON discount_codes (discount_id, id);

CREATE TABLE discount_redemptions (
  order_id     TEXT    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  discount_id  TEXT    NOT NULL REFERENCES discounts (id) ON DELETE CASCADE,
  code_id      TEXT    REFERENCES discount_codes (id) ON DELETE SET NULL, -- NULL for one that applied by itself
  customer_id  TEXT,
  email        TEXT    NOT NULL,                       -- lower case
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0), -- in the order's currency
  redeemed_at  TEXT    NOT NULL,                       -- UTC, ISO 8601
  released_at  TEXT,                                   -- when its order was cancelled: it counts no more
  PRIMARY KEY (order_id, discount_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX discount_redemptions_by_email ON discount_redemptions (discount_id, email) WHERE released_at IS NULL;
CREATE INDEX discount_redemptions_by_customer ON discount_redemptions (discount_id, customer_id) WHERE released_at IS NULL;

CREATE TRIGGER discount_redemptions_limited BEFORE INSERT ON discount_redemptions
WHEN EXISTS (SELECT 1 FROM discounts d WHERE d.id = new.discount_id AND (
       d.used >= d.usage_limit
       OR (SELECT count(*) FROM discount_redemptions r WHERE r.discount_id = d.id AND r.released_at IS NULL
             AND (r.email = new.email OR r.customer_id = new.customer_id)) >= d.customer_limit))
  OR EXISTS (SELECT 1 FROM discount_codes c WHERE c.id = new.code_id AND c.used >= c.usage_limit)
BEGIN
  SELECT RAISE(ABORT, 'vitrine:discount_used_up');
END;

CREATE TRIGGER discount_redemptions_count AFTER INSERT ON discount_redemptions WHEN new.released_at IS NULL BEGIN
  UPDATE discounts SET used = used + 1 WHERE id = new.discount_id;
  UPDATE discount_codes SET used = used + 1 WHERE id = new.code_id;
END;

CREATE TRIGGER discount_redemptions_recount AFTER UPDATE OF released_at ON discount_redemptions
WHEN (new.released_at IS NULL) <> (old.released_at IS NULL) BEGIN
  UPDATE discounts SET used = used + iif(new.released_at IS NULL, 1, -1) WHERE id = new.discount_id;
  UPDATE discount_codes SET used = used + iif(new.released_at IS NULL, 1, -1) WHERE id = new.code_id;
END;

CREATE TRIGGER discount_redemptions_forget AFTER DELETE ON discount_redemptions WHEN old.released_at IS NULL BEGIN
  UPDATE discounts SET used = used - 1 WHERE id = old.discount_id;
  UPDATE discount_codes SET used = used - 1 WHERE id = old.code_id;
END;
`,
  },
  {
    name: '0014_customer_accounts',
    checksum: 'e0eda466e53597fc82b3d8d44307a4efec802241a30c982553845867878f627d',
    sql: `-- Customers who sign in: what proves who they are, where they are signed in, and what they have told the shop. An account is only its e-mail's word until that is proved; then the customer of the same e-mail, and with him the orders he placed as a guest, becomes the account's.

ALTER TABLE customers ADD COLUMN account_id TEXT;               -- the account that has proved this e-mail; null for a guest
ALTER TABLE customers ADD COLUMN locale TEXT NOT NULL DEFAULT '';     -- BCP 47; empty means the store's
ALTER TABLE customers ADD COLUMN preferences TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(preferences));
ALTER TABLE customers ADD COLUMN note TEXT NOT NULL DEFAULT '';       -- the merchant's own, never shown to the customer
ALTER TABLE customers ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags));
ALTER TABLE customers ADD COLUMN updated_at TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN erased_at TEXT;                -- from here on nothing about the person is left in this row
CREATE UNIQUE INDEX customers_by_account ON customers (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS orders_by_customer ON orders (customer_id, placed_at);

CREATE TABLE accounts (
  id             TEXT    PRIMARY KEY,                           -- ULID
  email          TEXT    NOT NULL COLLATE NOCASE UNIQUE,
  email_verified INTEGER NOT NULL DEFAULT 0 CHECK (email_verified IN (0, 1)),
  name           TEXT    NOT NULL DEFAULT '',
  image          TEXT,
  wish           TEXT    CHECK (json_valid(wish)),              -- the yes to news given at sign-up; it counts once the e-mail is proved
  created_at     TEXT    NOT NULL,                              -- UTC, ISO 8601, as all times here
  updated_at     TEXT    NOT NULL
) STRICT;

-- The password of an account: algorithm, parameters, salt and hash in one text.
CREATE TABLE account_credentials (
  id                  TEXT PRIMARY KEY,
  account_id          TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  provider_id         TEXT NOT NULL,
  provider_account_id TEXT NOT NULL,
  password            TEXT,
  created_at          TEXT NOT NULL,
  updated_at          TEXT NOT NULL,
  UNIQUE (provider_id, provider_account_id)
) STRICT;
CREATE INDEX account_credentials_by_account ON account_credentials (account_id);

CREATE TABLE account_sessions (
  id         TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,                              -- SHA-256 of what the cookie holds, hex
  expires_at TEXT NOT NULL,
  ip_address TEXT,
  user_agent TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX account_sessions_by_account ON account_sessions (account_id);

-- What a mail proves: used up by its first use.
CREATE TABLE account_proofs (
  id         TEXT PRIMARY KEY,
  identifier TEXT NOT NULL,                                     -- SHA-256 of what the link holds, base64url
  value      TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX account_proofs_by_identifier ON account_proofs (identifier);
CREATE INDEX account_proofs_by_expiry ON account_proofs (expires_at);

-- Codes that live for a minute or a ceremony: a hand-over to the merchant's page, the challenge of a passkey.
CREATE TABLE account_codes (
  hash       TEXT    PRIMARY KEY,                               -- SHA-256 of the code, hex
  kind       TEXT    NOT NULL CHECK (kind IN ('hand_over', 'passkey')),
  account_id TEXT    REFERENCES accounts (id) ON DELETE CASCADE,
  session_id TEXT    REFERENCES account_sessions (id) ON DELETE CASCADE,
  detail     TEXT    NOT NULL CHECK (json_valid(detail)),
  expires_at TEXT    NOT NULL
) STRICT;
CREATE INDEX account_codes_by_expiry ON account_codes (expires_at);

-- What the merchant's page holds of a session: short, narrow, gone with it.
CREATE TABLE account_tokens (
  hash        TEXT PRIMARY KEY,                                 -- SHA-256 of the token, hex
  session_id  TEXT NOT NULL REFERENCES account_sessions (id) ON DELETE CASCADE,
  origin_hash TEXT NOT NULL,                                    -- SHA-256 of the origin it was given to, hex
  given_at    TEXT NOT NULL,                                    -- when the shopper gave it; renewing does not move it
  expires_at  TEXT NOT NULL
) STRICT;
CREATE INDEX account_tokens_by_session ON account_tokens (session_id);

CREATE TABLE account_passkeys (
  id           TEXT    PRIMARY KEY,                             -- credential id, base64url
  account_id   TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  public_key   TEXT    NOT NULL,                                -- COSE, base64url
  counter      INTEGER NOT NULL DEFAULT 0,
  transports   TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(transports)),
  backed_up    INTEGER NOT NULL DEFAULT 0 CHECK (backed_up IN (0, 1)),
  name         TEXT    NOT NULL DEFAULT '',
  created_at   TEXT    NOT NULL,
  last_used_at TEXT
) STRICT;
CREATE INDEX account_passkeys_by_account ON account_passkeys (account_id);

-- How often something was tried, by whom or on whom. Counted here and not at the edge, where counts are only near enough.
CREATE TABLE account_attempts (
  hash       TEXT    PRIMARY KEY,                               -- SHA-256 of what is counted, hex
  tries      INTEGER NOT NULL CHECK (tries > 0),
  since      INTEGER NOT NULL,                                  -- epoch milliseconds; the count begins anew after its window
  held_until INTEGER NOT NULL DEFAULT 0                         -- epoch milliseconds; until then every try is refused
) STRICT;
CREATE INDEX account_attempts_by_since ON account_attempts (since);

-- The secret that signs this store's mail links and forms; made at the first use, so that no two stores share one.
CREATE TABLE account_secret (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  hash       TEXT    NOT NULL                                   -- 256 random bits, hex
) STRICT;

CREATE TABLE customer_addresses (
  id          TEXT    PRIMARY KEY,                              -- ULID
  customer_id TEXT    NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  address     TEXT    NOT NULL CHECK (json_valid(address)),
  is_default  INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
  created_at  TEXT    NOT NULL,
  updated_at  TEXT    NOT NULL
) STRICT;
CREATE INDEX customer_addresses_by_customer ON customer_addresses (customer_id, created_at);
CREATE UNIQUE INDEX customer_addresses_default ON customer_addresses (customer_id) WHERE is_default = 1;

-- What a customer agreed to, or took back: rows are added and never changed, and the last one counts.
CREATE TABLE customer_consents (
  id           TEXT    PRIMARY KEY,                             -- ULID
  customer_id  TEXT    NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  kind         TEXT    NOT NULL CHECK (kind IN ('marketing_email')),
  given        INTEGER NOT NULL CHECK (given IN (0, 1)),
  at           TEXT    NOT NULL,
  source       TEXT    NOT NULL,                                -- 'sign_up', 'account', 'checkout', 'merchant'
  text_version TEXT    NOT NULL,                                -- which wording was shown
  text_locale  TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX customer_consents_by_customer ON customer_consents (customer_id, kind, at);
`,
  },
  {
    name: '0015_mails',
    checksum: '72ed6f92cd677110ca49a7764f801b06b6702d9ac6723c3bfbe893e4530303da',
    sql: `-- Mails and webhooks. An event in the outbox becomes, in one transaction, a row for each mail and a row for each delivery to the
-- merchant's own systems; each of those is then sent, tried again and given up by itself. Times that decide what is due are epoch
-- milliseconds, times that are shown UTC, ISO 8601.

-- \`leased_until\`: whoever took a piece of work has it alone until then; after it, the work is anybody's again.
-- \`failed_at\`: given up after its last try; a dead letter, to be looked at and sent on its way again.
ALTER TABLE outbox ADD COLUMN leased_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN error TEXT;
ALTER TABLE outbox ADD COLUMN failed_at INTEGER;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (due_at) WHERE done_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX outbox_failed ON outbox (failed_at) WHERE failed_at IS NOT NULL;

-- One row a mail. Without a provider these rows are the mailbox.
CREATE TABLE messages (
  id                TEXT    PRIMARY KEY,               -- ULID; the Message-ID is made of it
  event_id          TEXT    NOT NULL,
  kind              TEXT    NOT NULL,
  recipient         TEXT    NOT NULL,
  subject           TEXT    NOT NULL,
  html              TEXT    NOT NULL,
  text              TEXT    NOT NULL,
  locale            TEXT    NOT NULL,
  private           INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)), -- carries a link that only its reader may have
  unsubscribe_token TEXT,                              -- opens the way out; null where there is none
  order_id          TEXT,
  status            TEXT    NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'failed', 'dead')),
  attempts          INTEGER NOT NULL DEFAULT 0,
  resends           INTEGER NOT NULL DEFAULT 0,
  due_at            INTEGER NOT NULL,
  leased_until      INTEGER NOT NULL DEFAULT 0,
  provider          TEXT,                              -- who took it
  provider_ref      TEXT,                              -- what the provider calls it
  error             TEXT,
  created_at        TEXT    NOT NULL,
  sent_at           TEXT,
  UNIQUE (event_id, kind, recipient)
) STRICT;
CREATE INDEX messages_due ON messages (due_at) WHERE status = 'queued';
CREATE INDEX messages_unsubscribe ON messages (unsubscribe_token) WHERE unsubscribe_token IS NOT NULL;
CREATE INDEX messages_by_time ON messages (created_at);

-- Addresses that want no mail but about their own orders and account.
CREATE TABLE mail_optouts (
  email TEXT PRIMARY KEY,                              -- lower case
  at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where the merchant's own systems are told. Secrets are sealed (\`key_id\` names the key) where the installation has one.
CREATE TABLE webhook_endpoints (
  id              TEXT    PRIMARY KEY,                 -- ULID
  url             TEXT    NOT NULL,
  description     TEXT    NOT NULL DEFAULT '',
  event_types     TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(event_types)), -- empty means all
  secret          TEXT    NOT NULL,
  key_id          TEXT,
  previous_secret TEXT,                                -- signs as well until \`previous_until\`
  previous_key_id TEXT,
  previous_until  INTEGER,
  status          TEXT    NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  reason          TEXT,                                -- why it is disabled: merchant, gone
  created_at      TEXT    NOT NULL,
  updated_at      TEXT    NOT NULL
) STRICT;

-- What was told, once for all endpoints, so that each hears the same however often it is tried.
CREATE TABLE webhook_events (
  id         TEXT PRIMARY KEY,                         -- of the outbox row it comes from; sent as webhook-id
  type       TEXT NOT NULL,
  subject_id TEXT NOT NULL DEFAULT '',                 -- the order or thing it is about: about one, events go out in order
  payload    TEXT NOT NULL CHECK (json_valid(payload)),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX webhook_events_by_time ON webhook_events (created_at);

CREATE TABLE webhook_deliveries (
  id           TEXT    PRIMARY KEY,
  endpoint_id  TEXT    NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  event_id     TEXT    NOT NULL REFERENCES webhook_events (id) ON DELETE CASCADE,
  subject_id   TEXT    NOT NULL DEFAULT '',
  status       TEXT    NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'dead')),
  attempts     INTEGER NOT NULL DEFAULT 0,
  due_at       INTEGER NOT NULL,
  leased_until INTEGER NOT NULL DEFAULT 0,
  log          TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(log)), -- the last tries: at, status, ms, answer, error
  created_at   TEXT    NOT NULL,
  delivered_at TEXT,
  UNIQUE (endpoint_id, event_id)
) STRICT;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (endpoint_id, subject_id, event_id) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event_id);
`,
  },
  {
    name: '0016_shared_carts',
    checksum: '8217d6326b07dc0a1b6c9e73d08c6552a668745b65688f602b260f65bfa4a316',
    sql: `-- Carts that several devices and a signed-in customer share: secrets of their own, codes that hand a cart over once, and carts that have become part of another. Entries may be codes, and lines put aside for later.

CREATE TABLE cart_entries_of_all_kinds (
  cart_id    TEXT    NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
  id         TEXT    NOT NULL,                         -- UUID made by the writer
  kind       TEXT    NOT NULL CHECK (kind IN ('add', 'set', 'take', 'later', 'note', 'code')),
  variant_id TEXT    NOT NULL,
  options    TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
  quantity   INTEGER NOT NULL CHECK (quantity BETWEEN 0 AND 9999),
  text       TEXT    NOT NULL DEFAULT '',
  clock      TEXT    NOT NULL,
  PRIMARY KEY (cart_id, id)
) STRICT, WITHOUT ROWID;

INSERT INTO cart_entries_of_all_kinds (cart_id, id, kind, variant_id, options, quantity, text, clock)
  SELECT cart_id, id, kind, variant_id, options, quantity, text, clock FROM cart_entries;
DROP TABLE cart_entries;
ALTER TABLE cart_entries_of_all_kinds RENAME TO cart_entries;

-- Whose cart it is, once he has signed in: one cart a customer. A cart that was merged into another is nobody's.
ALTER TABLE carts ADD COLUMN customer_id TEXT;
ALTER TABLE carts ADD COLUMN merged_into TEXT;                              -- the cart its entries went to
ALTER TABLE carts ADD COLUMN drained INTEGER NOT NULL DEFAULT 0 CHECK (drained IN (0, 1)); -- whether all of them have
CREATE UNIQUE INDEX carts_by_customer ON carts (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX carts_to_drain ON carts (id) WHERE merged_into IS NOT NULL AND drained = 0;

-- Secrets of further devices; the first device's is in carts.
CREATE TABLE cart_tokens (
  token_hash TEXT    PRIMARY KEY,                      -- SHA-256, hex
  cart_id    TEXT    NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL                          -- epoch milliseconds
) STRICT, WITHOUT ROWID;
CREATE INDEX cart_tokens_by_cart ON cart_tokens (cart_id, created_at);

-- Codes by which a cart is joined on another device or origin. A row goes with the first use.
CREATE TABLE cart_handovers (
  code_hash   TEXT    PRIMARY KEY,                     -- SHA-256, hex
  cart_id     TEXT    NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
  from_origin TEXT,                                    -- the page that asked, for a code between two of the store's origins
  to_origin   TEXT,                                    -- the only origin that may use it; null for a link or QR code
  expires_at  INTEGER NOT NULL                         -- epoch milliseconds
) STRICT, WITHOUT ROWID;
CREATE INDEX cart_handovers_by_cart ON cart_handovers (cart_id, expires_at);
`,
  },
  {
    name: '0017_checkouts',
    checksum: '090b431413790b943e18a0126f0ffbaf0fbbabf8b4def77d38ee39c1327d2340',
    sql: `-- Checkouts that were begun: what the shopper has typed, kept on the edge so that it is there after a reload and on another device. Never a price.

CREATE TABLE checkouts (
  id           TEXT    PRIMARY KEY,                    -- UUID, never guessed
  token_hash   TEXT    NOT NULL UNIQUE,                -- SHA-256 of the token its shopper opens it with
  link_hash    TEXT    UNIQUE,                         -- SHA-256 of the token a recovery mail carries; null once it has opened
  cart_id      TEXT,
  email        TEXT    NOT NULL DEFAULT '',            -- '' until what is typed is an address
  fields       TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(fields)),
  lines        TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(lines)),   -- variants, options, quantities
  currency     TEXT    NOT NULL DEFAULT '',
  locale       TEXT    NOT NULL DEFAULT '',
  page         TEXT    NOT NULL DEFAULT '',            -- address of the page it began on
  consent      TEXT    CHECK (consent IS NULL OR json_valid(consent)),    -- to recovery mails: when, and to which words
  status       TEXT    NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'completed', 'abandoned', 'expired')),
  version      INTEGER NOT NULL DEFAULT 1,             -- counts the changes
  order_id     TEXT,
  recovered_at INTEGER,                                -- epoch milliseconds, as all that follow
  reminded_at  INTEGER,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX checkouts_by_expiry ON checkouts (expires_at);
CREATE INDEX checkouts_by_cart ON checkouts (cart_id) WHERE cart_id IS NOT NULL;
CREATE INDEX checkouts_idle ON checkouts (updated_at) WHERE status = 'open' AND email <> '' AND consent IS NOT NULL;
CREATE INDEX checkouts_by_email ON checkouts (email) WHERE email <> '';
`,
  },
  {
    name: '0018_cart_families',
    checksum: '657c66df275aff05d593d1dff54e6760e56007680cca7741e9686b18adac3e5e',
    sql: `-- Secrets of one cart by whose they are. A family is one shopper's: the device a cart began with, or one that opened a link to it, and the shop's other origins he went to from there. Who signs in keeps the cart for his family alone.

-- '' is the family a cart began with; each link that is opened begins another.
ALTER TABLE carts ADD COLUMN family TEXT NOT NULL DEFAULT '';               -- of who signed in with it; before, the one it began with
-- The sync server knows a cart's shoppers as one guest. When a family ends, the others become another guest.
ALTER TABLE carts ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;              -- how often that has happened
ALTER TABLE carts ADD COLUMN guest_told INTEGER NOT NULL DEFAULT 1 CHECK (guest_told IN (0, 1)); -- whether the sync server knows the last one
CREATE INDEX carts_to_tell ON carts (id) WHERE guest_told = 0;

ALTER TABLE cart_tokens ADD COLUMN family TEXT NOT NULL DEFAULT '';
ALTER TABLE cart_tokens ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;        -- which of the cart's guests it was made for
ALTER TABLE cart_handovers ADD COLUMN family TEXT NOT NULL DEFAULT '';      -- of who asked for the code

-- Families that open a cart no more.
CREATE TABLE cart_ended_families (
  cart_id TEXT NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
  family  TEXT NOT NULL,
  PRIMARY KEY (cart_id, family)
) STRICT, WITHOUT ROWID;
`,
  },
  {
    name: '0019_pages',
    checksum: 'c6e1e6502dba481dc54ab427ea8b078a317af00be684b9c52f968e9309828870',
    sql: `-- Pages and posts made of sections, their versions and redirects, themes, media, and who asked for the newsletter. Times are epoch milliseconds.

-- Goes up with every change a visitor of a page could see that is none of the catalogue: pages, sections, themes. ETags and caches carry it.
ALTER TABLE store_state ADD COLUMN pages_version INTEGER NOT NULL DEFAULT 1;

-- What a page is now, as its merchant edits it. What visitors see is the version it names as live.
CREATE TABLE pages (
  id             TEXT    PRIMARY KEY,                    -- pag_ and a ULID
  type           TEXT    NOT NULL CHECK (type IN ('home', 'product', 'category', 'about', 'landing', 'post')),
  slug           TEXT    NOT NULL UNIQUE,                -- of the draft; a live page answers at its live version's
  title          TEXT    NOT NULL,
  details        TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(details)), -- seoTitle, description, image, hidden; of a post also excerpt, html, author, tags
  -- The draft's sections in order: [{ "id", "version", "active" }].
  sections       TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(sections)),
  publishing     TEXT    NOT NULL DEFAULT 'manual' CHECK (publishing IN ('manual', 'at_once')), -- whether a change goes live with itself
  version        INTEGER NOT NULL DEFAULT 1,             -- counts the changes of the draft; If-Match names it
  live_version   INTEGER,                                -- of page_versions; null for a page nobody sees
  live_slug      TEXT    UNIQUE,                         -- of the live version
  publish_at     INTEGER,                                -- when the draft goes live by itself
  unpublish_at   INTEGER,
  published_at   INTEGER,                                -- first time it went live; posts are in order of it
  preview_hash   TEXT,                                   -- SHA-256 of the secret of its preview link
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  CHECK ((live_version IS NULL) = (live_slug IS NULL))
) STRICT;
CREATE INDEX pages_by_time ON pages (type, published_at DESC, id) WHERE live_version IS NOT NULL;
CREATE INDEX pages_to_publish ON pages (publish_at) WHERE publish_at IS NOT NULL;
CREATE INDEX pages_to_unpublish ON pages (unpublish_at) WHERE unpublish_at IS NOT NULL;
-- One home page; a product page and a category page are for all that have none of their own.
CREATE UNIQUE INDEX pages_one_home ON pages (type) WHERE type = 'home' AND live_version IS NOT NULL;

-- Each publication, never changed: title, slug, details and the sections' versions as they were.
CREATE TABLE page_versions (
  page_id    TEXT    NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL,                           -- 1, 2, 3 …
  slug       TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  details    TEXT    NOT NULL CHECK (json_valid(details)),
  sections   TEXT    NOT NULL CHECK (json_valid(sections)), -- [{ "id", "version" }], the active ones
  actor      TEXT    NOT NULL DEFAULT '',                -- who published it
  note       TEXT    NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  PRIMARY KEY (page_id, version)
) STRICT, WITHOUT ROWID;

-- A section by name. What it says is in its versions.
CREATE TABLE sections (
  id           TEXT    PRIMARY KEY,                      -- sec_ and a ULID, or the sender's own id
  page_id      TEXT    REFERENCES pages (id) ON DELETE CASCADE, -- null for one that stands alone, shown by its id
  version      INTEGER NOT NULL,                         -- the newest
  live_version INTEGER,                                  -- of one that stands alone: what visitors see; null while it is off
  -- When its sender last changed it, by the sender's clock: what is older and comes later changes nothing.
  sent_at      INTEGER,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX sections_by_page ON sections (page_id) WHERE page_id IS NOT NULL;

CREATE TABLE section_versions (
  section_id TEXT    NOT NULL REFERENCES sections (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL,
  type       TEXT    NOT NULL,
  variant    TEXT    NOT NULL,
  content    TEXT    NOT NULL CHECK (json_valid(content)),
  settings   TEXT    NOT NULL CHECK (json_valid(settings)),
  extra      TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(extra)),    -- fields nobody knows, kept aside
  notes      TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(notes)),    -- what was repaired
  metadata   TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)), -- prompt, model, confidence, tokens, time, as its sender says
  actor      TEXT    NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  PRIMARY KEY (section_id, version)
) STRICT, WITHOUT ROWID;

-- Paths that lead elsewhere, or nowhere any more. A page at the path goes before them.
CREATE TABLE redirects (
  path       TEXT    PRIMARY KEY,                        -- begins with /, without query
  target     TEXT,                                       -- a path or an address; null where the page is gone (410)
  status     INTEGER NOT NULL CHECK (status IN (301, 302, 410)),
  origin     TEXT    NOT NULL CHECK (origin IN ('slug', 'merchant')),
  created_at INTEGER NOT NULL,
  CHECK ((target IS NULL) = (status = 410))
) STRICT, WITHOUT ROWID;

CREATE TABLE authors (
  handle     TEXT    PRIMARY KEY,
  name       TEXT    NOT NULL,
  bio        TEXT    NOT NULL DEFAULT '',
  picture    TEXT    CHECK (picture IS NULL OR json_valid(picture)),
  url        TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tags of live posts, as visitors choose by them.
CREATE TABLE post_tags (
  tag     TEXT NOT NULL,                                 -- as it stands in addresses
  page_id TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
  name    TEXT NOT NULL,                                 -- as it is written
  PRIMARY KEY (tag, page_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_tags_by_page ON post_tags (page_id);

-- Who may send sections by signed webhook (Standard Webhooks).
CREATE TABLE section_senders (
  id         TEXT    PRIMARY KEY,                        -- snd_ and a ULID; part of the address they send to
  name       TEXT    NOT NULL,
  secret     TEXT    NOT NULL,                           -- sealed by the key named, or plain where the installation has none
  key_id     TEXT,
  old_secret TEXT,                                       -- counts until old_until
  old_key_id TEXT,
  old_until  INTEGER,
  page_id    TEXT    REFERENCES pages (id) ON DELETE SET NULL, -- where its sections go when they name no page
  created_at INTEGER NOT NULL,
  used_at    INTEGER
) STRICT;
-- Messages that were taken, so that the same one again changes nothing and has the same answer.
CREATE TABLE section_messages (
  sender_id   TEXT    NOT NULL REFERENCES section_senders (id) ON DELETE CASCADE,
  id          TEXT    NOT NULL,                          -- webhook-id
  digest      TEXT    NOT NULL,                          -- SHA-256 of the body
  answer      TEXT    NOT NULL CHECK (json_valid(answer)),
  received_at INTEGER NOT NULL,
  PRIMARY KEY (sender_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX section_messages_by_age ON section_messages (received_at);
-- Sections that a sender has deleted: what was sent before that, and comes later, does not bring them back.
CREATE TABLE section_removals (
  id         TEXT    PRIMARY KEY,                        -- of the section
  sent_at    INTEGER NOT NULL,                           -- by the sender's clock
  removed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX section_removals_by_age ON section_removals (removed_at);

-- Looks of the shop. One is live; the others are drafts and former ones.
CREATE TABLE themes (
  id         TEXT    PRIMARY KEY,                        -- thm_ and a ULID
  name       TEXT    NOT NULL,
  status     TEXT    NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'live', 'former')),
  source     TEXT    NOT NULL CHECK (json_valid(source)),-- brand colours, template, changed properties, fonts
  css        TEXT    NOT NULL,                           -- what follows from the source
  own_css    TEXT    NOT NULL DEFAULT '',                -- as the merchant wrote it
  safe_css   TEXT    NOT NULL DEFAULT '',                -- what of it is served
  removed    TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(removed)),
  version    INTEGER NOT NULL DEFAULT 1,
  preview_hash TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX themes_one_live ON themes (status) WHERE status = 'live';

-- Files of the media library; what they hold lies in the media port, by its digest.
CREATE TABLE media (
  id         TEXT    PRIMARY KEY,                        -- med_ and a ULID
  digest     TEXT    NOT NULL UNIQUE,                    -- SHA-256 of what was uploaded, hex
  name       TEXT    NOT NULL,
  mime       TEXT    NOT NULL,
  bytes      INTEGER NOT NULL,
  width      INTEGER,                                    -- pixels; null for what is no picture
  height     INTEGER,
  frames     INTEGER NOT NULL DEFAULT 1,                 -- more than one for an animation
  alt        TEXT    NOT NULL DEFAULT '',
  colour     TEXT,                                       -- '#rrggbb', shown until the picture is there
  renditions TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(renditions)), -- [{ "format", "width", "bytes" }]
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX media_by_time ON media (created_at DESC, id);

-- Who asked for the newsletter, and to which words; nobody gets one before the address has confirmed it.
CREATE TABLE newsletter_subscribers (
  email        TEXT    PRIMARY KEY,                      -- lower case
  status       TEXT    NOT NULL CHECK (status IN ('pending', 'confirmed', 'left')),
  words        TEXT    NOT NULL,                         -- what was agreed to
  page         TEXT    NOT NULL DEFAULT '',              -- where
  locale       TEXT    NOT NULL DEFAULT '',
  token_hash   TEXT    UNIQUE,                           -- SHA-256 of what confirms it, also for somebody who left and asks again
  leave_token  TEXT    NOT NULL UNIQUE,                  -- opens the way out; every letter carries it
  asked_at     INTEGER NOT NULL,
  confirmed_at INTEGER,
  left_at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX newsletter_unconfirmed ON newsletter_subscribers (asked_at) WHERE status <> 'confirmed' AND token_hash IS NOT NULL;

-- Words that the batches of pages and sections refuse themselves by; see 0011_orders.
CREATE TRIGGER refusals_page_changed INSTEAD OF INSERT ON refusals WHEN new.word = 'page_changed' BEGIN
  SELECT RAISE(ABORT, 'vitrine:page_changed');
END;
CREATE TRIGGER refusals_section_changed INSTEAD OF INSERT ON refusals WHEN new.word = 'section_changed' BEGIN
  SELECT RAISE(ABORT, 'vitrine:section_changed');
END;
CREATE TRIGGER refusals_too_many_pages INSTEAD OF INSERT ON refusals WHEN new.word = 'too_many_pages' BEGIN
  SELECT RAISE(ABORT, 'vitrine:too_many_pages');
END;
CREATE TRIGGER refusals_too_many_sections INSTEAD OF INSERT ON refusals WHEN new.word = 'too_many_sections' BEGIN
  SELECT RAISE(ABORT, 'vitrine:too_many_sections');
END;
CREATE TRIGGER refusals_page_too_large INSTEAD OF INSERT ON refusals WHEN new.word = 'page_too_large' BEGIN
  SELECT RAISE(ABORT, 'vitrine:page_too_large');
END;
CREATE TRIGGER refusals_redirect_loop INSTEAD OF INSERT ON refusals WHEN new.word = 'redirect_loop' BEGIN
  SELECT RAISE(ABORT, 'vitrine:redirect_loop');
END;

-- Open pages are told when the version goes up, by whoever next works through the outbox. Work of this kind that nobody has begun
-- will read the version as it is then: no second one is needed.
CREATE TRIGGER store_state_tells_pages AFTER UPDATE OF pages_version ON store_state
WHEN new.pages_version > old.pages_version AND NOT EXISTS (
  SELECT 1 FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND kind = 'pages_mirror' AND attempts = 0
) BEGIN
  INSERT INTO outbox (id, kind, payload, due_at)
    VALUES ('pages-' || lower(hex(randomblob(10))), 'pages_mirror', '{"kind":"pages_mirror"}', 0);
END;
`,
  },
  {
    name: '0020_blocks',
    checksum: 'd83a3a3176e593154c89bfce2c9e01e83c64d749ed4783b136ceff16f8895735',
    sql: `-- Blocks: functions written by merchants, which draw HTML. Their versions, what they last drew, and where they failed. Times are epoch milliseconds.

-- A block as its merchant edits it. What visitors see is drawn by the version it names as live.
CREATE TABLE blocks (
  id           TEXT    PRIMARY KEY,                      -- blk_ and a ULID
  name         TEXT    NOT NULL UNIQUE,                  -- as elements and sections name it; never changed
  title        TEXT    NOT NULL,
  source       TEXT    NOT NULL,                         -- of the draft: JavaScript or TypeScript
  settings     TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(settings)), -- what may be set where it is shown
  texts        TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(texts)),    -- { "de": { "key": "text" } }
  version      INTEGER NOT NULL DEFAULT 1,               -- counts the changes of the draft; If-Match names it
  live_version INTEGER,                                  -- of block_versions; null for one nobody sees
  failures     INTEGER NOT NULL DEFAULT 0,               -- of the live version, one after the other
  off_at       INTEGER,                                  -- since when it is not run any more; what it drew last stays
  off_reason   TEXT    CHECK (off_reason IS NULL OR off_reason IN ('failures', 'merchant')),
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  updated_by   TEXT    NOT NULL DEFAULT '',
  CHECK ((off_at IS NULL) = (off_reason IS NULL))
) STRICT;

-- Each publication, never changed.
CREATE TABLE block_versions (
  block_id   TEXT    NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL,                           -- 1, 2, 3 …
  title      TEXT    NOT NULL,
  source     TEXT    NOT NULL,                           -- as it was written
  code       TEXT    NOT NULL,                           -- what is run: the source without its types, line by line the same
  settings   TEXT    NOT NULL CHECK (json_valid(settings)),
  texts      TEXT    NOT NULL CHECK (json_valid(texts)),
  actor      TEXT    NOT NULL DEFAULT '',                -- who published it
  note       TEXT    NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  PRIMARY KEY (block_id, version)
) STRICT, WITHOUT ROWID;

-- What a block drew last without failing, cleaned: shown while a version fails. One row for each way it is shown.
CREATE TABLE block_outputs (
  block_id TEXT    NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
  way      TEXT    NOT NULL,                             -- SHA-256 of locale, currency, settings and addresses
  locale   TEXT    NOT NULL,
  version  INTEGER NOT NULL,
  html     TEXT    NOT NULL,
  css      TEXT    NOT NULL,
  drawn_at INTEGER NOT NULL,
  PRIMARY KEY (block_id, way)
) STRICT, WITHOUT ROWID;

-- Why versions failed at run time, for the merchant alone. The same failure at the same place is one row.
CREATE TABLE block_failures (
  block_id TEXT    NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
  version  INTEGER NOT NULL,
  reason   TEXT    NOT NULL,                             -- as the sandbox states it
  line     INTEGER NOT NULL DEFAULT 0,                   -- 0 where it is not known
  col      INTEGER NOT NULL DEFAULT 0,
  message  TEXT    NOT NULL,
  settings TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(settings)), -- with which it failed last
  locale   TEXT    NOT NULL DEFAULT '',
  times    INTEGER NOT NULL DEFAULT 1,
  first_at INTEGER NOT NULL,
  last_at  INTEGER NOT NULL,
  PRIMARY KEY (block_id, version, reason, line, col)
) STRICT, WITHOUT ROWID;

-- Words that a batch is aborted with: see repositories/order-changes.ts.
CREATE TRIGGER refusals_block_changed INSTEAD OF INSERT ON refusals WHEN new.word = 'block_changed' BEGIN
  SELECT RAISE(ABORT, 'vitrine:block_changed');
END;
CREATE TRIGGER refusals_too_many_blocks INSTEAD OF INSERT ON refusals WHEN new.word = 'too_many_blocks' BEGIN
  SELECT RAISE(ABORT, 'vitrine:too_many_blocks');
END;
`,
  },
];
