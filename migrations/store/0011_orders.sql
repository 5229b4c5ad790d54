-- What happens to an order after it was placed: payment, edits, shipping, returns, refunds, its end; and what it owes to whom.
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
  quantity       INTEGER NOT NULL CHECK (quantity > 0), -- as placed; what is still wanted is less by `removed`
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
