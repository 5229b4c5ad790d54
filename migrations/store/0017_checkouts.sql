-- Checkouts that were begun: what the shopper has typed, kept on the edge so that it is there after a reload and on another device. Never a price.

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
