-- Carts over HTTP, orders, stock. An order and the stock it takes are written in one transaction, whose triggers refuse what would oversell or what was priced by older prices.

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
