-- The registry of stores. A store's own data is never here: each has a database of its own, whose address and sealed token this table keeps.
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
