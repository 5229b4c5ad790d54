-- The catalogue of one store. Prices are integers of the smallest unit of the store's one currency (`store_state.currency`).

-- One row. `catalogue_version` goes up in the transaction of every change a shopper could see, stock included; ETags and caches carry it.
-- `price_version` goes up with every change that could change what an order costs (prices, tax, shipping, currency), and not with stock.
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
