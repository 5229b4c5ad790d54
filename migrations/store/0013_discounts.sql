-- Discounts, the codes that bring them, and which order used which. The transaction of an order writes its redemptions;
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
