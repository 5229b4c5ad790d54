-- Carts that several devices and a signed-in customer share: secrets of their own, codes that hand a cart over once, and carts that have become part of another. Entries may be codes, and lines put aside for later.

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
